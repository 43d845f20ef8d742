import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps each text as it was taken, one JSON object a line, as real agents keep their conversations. */
export function keepText(directory: string, text: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  appendFileSync(join(directory, 'transcript.jsonl'), `${JSON.stringify({ text })}\n`, { mode: 0o600 })
}
