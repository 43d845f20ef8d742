import type { PaneLook } from '../look-at-pane.ts'
import type { ScreenRecord } from './screen-record.ts'

/** The end of a question with the cursor behind it, such as `Send this text? [y/N] `. */
const ASKS = /[?？؟]["'”’»)\]*_`]*\s*(?:[[(][^\])]{1,40}[\])])?\s*[:>]?$/u
const SIGNALS = '(?:Segmentation fault|Bus error|Aborted|Illegal instruction|Floating point exception|Killed)(?: \\(core dumped\\))?'
/**
 * Messages of shells (`run: line 3: 4711 Killed ./bot`) and of language runtimes that say that a program died. The texts have 0 in place
 * of each number.
 */
const DEATH = new RegExp(
  `^${SIGNALS}$|^\\S+: (?:line 0: )?0 ${SIGNALS}(?: |$)|^Traceback \\(most recent call last\\):$|^panic: |^thread '.*' panicked at `,
)

/**
 * Whether the program only asked a question about the text after Enter, such as whether to send it. Then it has not taken the text before
 * the question is answered. A question below other new output does not count, because then the program has already worked.
 */
export function isAskedBack({ memory }: ScreenRecord, { pane, reading }: Pick<PaneLook, 'pane' | 'reading'>): boolean {
  const [cursor] = pane.cursors
  if (reading.composer !== 'unknown' || cursor?.kind !== 'terminal') return false
  const rows = pane.text.split('\n')
  const line = (rows[cursor.row] ?? '').slice(0, cursor.column).trimEnd()
  if (!ASKS.test(line)) return false
  const begin = rows.slice(0, cursor.row).findLastIndex(row => row.trim() === '') + 1
  return !memory.hasNews(rows.slice(0, begin).join('\n')) && memory.hasNews(pane.text)
}

/**
 * The line which says that the program died after Enter. This counts even if a program runs in the pane again. null: there is no such
 * line.
 */
export function tellDeath({ memory }: ScreenRecord, { screen }: Pick<PaneLook, 'screen'>): string | null {
  return memory.news(screen).find(line => DEATH.test(line)) ?? null
}
