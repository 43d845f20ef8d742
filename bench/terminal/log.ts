import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program's log of what happened in its terminal, with one JSON line per entry and times in ms since the epoch. shows: what the screen
 * shows from now on. The words in `rests` stay on the screen, and no profile knows such a screen. in: the bytes that came (base64), and
 * what the screen showed then. took: a text that an Enter sent.
 */
export type LogLine =
  | { readonly kind: 'shows'; readonly at: number; readonly shows: string; readonly rests?: readonly string[] }
  | { readonly kind: 'in'; readonly at: number; readonly shows: string; readonly bytes: string }
  | { readonly kind: 'took'; readonly at: number; readonly text: string }

export type Said = { [Kind in LogLine['kind']]: Omit<Extract<LogLine, { kind: Kind }>, 'at'> }[LogLine['kind']]

/** Opens the log. Each entry is written at once, because the program may be killed at any time. Each process has a file of its own. */
export function openLog(directory: string): (line: Said) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return line => appendFileSync(file, `${JSON.stringify({ ...line, at: Date.now() })}\n`)
}
