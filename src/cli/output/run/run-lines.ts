import type { KeptEnds } from '../../../adapters/runs/kept-ends.ts'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'

/** The largest number of lines shown. One of these 80 lines says how many lines are left out. */
const MOST_LINES = 80
const FIRST_LINES = 15
const LAST_LINES = MOST_LINES - FIRST_LINES - 1
const MOST_CHARS = 300

/**
 * At most 80 lines of an output: its beginning, its end, and between them how many lines are left out. They are safe to print, and long
 * lines are cut.
 */
export function runLines(ends: KeptEnds): readonly string[] {
  const first = linesOf(ends.head)
  if (!ends.isCut && first.length <= MOST_LINES) return first.map(shown)
  const last = lastLines(ends, LAST_LINES)
  const begin = first.slice(0, FIRST_LINES)
  const between = `… ${counted(Math.max(1, ends.lines - begin.length - last.length), 'line')} left out …`
  return [...begin.map(shown), between, ...last]
}

/** At most `most` lines from the end of an output, safe to print. */
export function lastLines({ head, tail, isCut }: KeptEnds, most: number): readonly string[] {
  const lines = linesOf(isCut ? tail : head)
  // The kept end may begin in the middle of a line. That part of a line is dropped, unless there is nothing else.
  const whole = isCut && lines.length > 1 ? lines.slice(1) : lines
  return whole.slice(-most).map(shown)
}

function linesOf(text: string): readonly string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** What a terminal would show of a line that a progress bar has redrawn many times: its last state. */
function shown(line: string): string {
  return plainText(line.split('\r').findLast(part => part !== '') ?? '', MOST_CHARS)
}
