import { plainText } from '../../../core/text/plain-text.ts'
import { withoutMotion } from '../../delivery/screen-memory.ts'

/** Number of last lines that hold a question and its answers. */
const FOOT_LINES = 8
/** Frames, blocks and dots of a drawing. A person gets only the words. */
const DRAWN = /[\u2500-\u259f\u2800-\u28ff]|[.·]{4,}/g
/** A choice with a cursor beside it. */
const CHOICE = /^\s*[❯›>●▸▶]\s*\S/
/** The end of words that wait for an answer. */
const OPEN_END = /[?？:\])]\s*$/
const BOX_BEGINS = /^\s*[╭┌]/
const BOX_ENDS = /^\s*[╰└]/

/** The last lines without digits. They stay unchanged if the screen asks something, but a question may count down. */
export function footOf(screen: string): string {
  const foot = linesOf(screen).slice(-FOOT_LINES)
  return (foot.some(line => CHOICE.test(line) || OPEN_END.test(line)) ? foot.map(withoutMotion) : foot).join('\n')
}

/** Whether the last lines may be a question: they need a choice, a box or an open end. */
export function mayAsk(screen: string): boolean {
  const foot = linesOf(screen).slice(-FOOT_LINES)
  const last = foot.at(-1) ?? ''
  return foot.length === 0 || foot.some(line => CHOICE.test(line)) || BOX_ENDS.test(last) || OPEN_END.test(last)
}

/**
 * The words of a screen that asks something: the words of the box at its end, or else all words. A long text keeps its
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

/** The words at the end of a screen, below czar's own text. A person would read these to decide what to do. */
export function lastWordsOn(screen: string, { maxChars, isOwnText }: { maxChars: number; isOwnText: (words: string) => boolean }): string {
  const foot = linesOf(screen).slice(-FOOT_LINES)
  const own = foot.findLastIndex(line => hasWords(line) && isOwnText(line))
  const words = foot
    .slice(own + 1)
    .join('\n')
    .replace(DRAWN, ' ')
    .trim()
    .replace(/\s+/g, ' ')
  if (words === '' && foot.length > 0) return 'only the text that czar gave it is on its screen'
  return words === '' ? 'nothing is on its screen' : plainText(words.slice(-maxChars), maxChars)
}

function hasWords(line: string): boolean {
  return (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 8
}

function linesOf(screen: string): readonly string[] {
  return screen.split('\n').filter(line => line.trim() !== '')
}
