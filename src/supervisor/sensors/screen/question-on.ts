import { plainText } from '../../../core/text/plain-text.ts'
import { withoutMotion } from '../../delivery/screen-memory.ts'

/** Only this many lines at the end of the screen are searched for a question and its possible answers. */
const LAST_LINES = 8
/** Characters that draw frames, blocks and dotted lines. They are removed, so that a person gets only the words. */
const DRAWN = /[\u2500-\u259f\u2800-\u28ff]|[.·]{4,}/g
/** A line with a possible answer and a cursor character before it. */
const CHOICE = /^\s*[❯›>●▸▶]\s*\S/
/** The end of a line after which a program waits for an answer. */
const OPEN_END = /[?？:\])]\s*$/
const BOX_BEGINS = /^\s*[╭┌]/
const BOX_ENDS = /^\s*[╰└]/

/**
 * The last lines of the screen without digits. If the screen asks something, they stay unchanged, even if the question shows a countdown.
 */
export function lastLinesOf(screen: string): string {
  const lines = linesOf(screen).slice(-LAST_LINES)
  return (lines.some(line => CHOICE.test(line) || OPEN_END.test(line)) ? lines.map(withoutMotion) : lines).join('\n')
}

/** Whether the last lines may be a question. They must contain a possible answer, a box, or an end that waits for an answer. */
export function mayAsk(screen: string): boolean {
  const lines = linesOf(screen).slice(-LAST_LINES)
  const last = lines.at(-1) ?? ''
  return lines.length === 0 || lines.some(line => CHOICE.test(line)) || BOX_ENDS.test(last) || OPEN_END.test(last)
}

/**
 * The words of a screen that asks something: the words in the box at the end of the screen, or else all words. A long text keeps its
 * beginning and its end.
 */
export function questionOn(screen: string, maxChars: number): string {
  const lines = linesOf(screen)
  const isBoxed = BOX_ENDS.test(lines.at(-1) ?? '')
  const begin = isBoxed ? lines.findLastIndex(line => BOX_BEGINS.test(line)) : 0
  const words = lines.slice(Math.max(0, begin)).join('\n').replace(DRAWN, ' ')
  const text = plainText(words.trim().replace(/\s+/g, ' '), words.length + 1)
  const half = Math.floor(maxChars / 2) - 2
  return text.length <= maxChars ? text : `${text.slice(0, half)} … ${text.slice(-half)}`
}

/** The words at the end of a screen, below the text that czar sent. A person needs them to decide what to do. */
export function lastWordsOn(screen: string, { maxChars, isOwnText }: { maxChars: number; isOwnText: (words: string) => boolean }): string {
  const lines = linesOf(screen).slice(-LAST_LINES)
  const own = lines.findLastIndex(line => hasWords(line) && isOwnText(line))
  const words = lines
    .slice(own + 1)
    .join('\n')
    .replace(DRAWN, ' ')
    .trim()
    .replace(/\s+/g, ' ')
  if (words === '' && lines.length > 0) return 'its screen shows only the text that czar gave it'
  return words === '' ? 'its screen is empty' : plainText(words.slice(-maxChars), maxChars)
}

function hasWords(line: string): boolean {
  return (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 8
}

function linesOf(screen: string): readonly string[] {
  return screen.split('\n').filter(line => line.trim() !== '')
}
