import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program's own account of what happened at its pane, one JSON line each, times in ms since the epoch.
 * shows: what its screen shows from now on; with `rests`, these words stay there and nobody knows the screen.
 * in: bytes that came (base64), and what the screen showed then. took: a text that it was given by an Enter.
 */
export type LogLine =
  | { readonly kind: 'shows'; readonly at: number; readonly shows: string; readonly rests?: readonly string[] }
  | { readonly kind: 'in'; readonly at: number; readonly shows: string; readonly bytes: string }
  | { readonly kind: 'took'; readonly at: number; readonly text: string }

export type Said = { [Kind in LogLine['kind']]: Omit<Extract<LogLine, { kind: Kind }>, 'at'> }[LogLine['kind']]

/** Written at once: the program may be killed at any time. One file a process. */
export function openLog(directory: string): (line: Said) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return line => appendFileSync(file, `${JSON.stringify({ ...line, at: Date.now() })}\n`)
}
