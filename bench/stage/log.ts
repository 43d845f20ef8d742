import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program's log of what happened at its pane: one JSON line per entry, with times in ms since the epoch. shows: what
 * the screen shows from now on; with `rests`, these words stay and no profile knows the screen. in: the bytes that came
 * (base64), and what the screen showed then. took: a text that an Enter submitted.
 */
export type LogLine =
  | { readonly kind: 'shows'; readonly at: number; readonly shows: string; readonly rests?: readonly string[] }
  | { readonly kind: 'in'; readonly at: number; readonly shows: string; readonly bytes: string }
  | { readonly kind: 'took'; readonly at: number; readonly text: string }

export type Said = { [Kind in LogLine['kind']]: Omit<Extract<LogLine, { kind: Kind }>, 'at'> }[LogLine['kind']]

/** Each entry is written at once, because the program may be killed at any time. Each process has its own file. */
export function openLog(directory: string): (line: Said) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return line => appendFileSync(file, `${JSON.stringify({ ...line, at: Date.now() })}\n`)
}
