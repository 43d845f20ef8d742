import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Appends a received text as one JSON line, as real agents store their conversations. */
export function keepText(directory: string, text: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  appendFileSync(join(directory, 'transcript.jsonl'), `${JSON.stringify({ text })}\n`, { mode: 0o600 })
}
