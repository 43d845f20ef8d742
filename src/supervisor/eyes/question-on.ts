import { plainText } from '../../core/model/plain-text.ts'

/** So many lines at the end of a screen hold a question and its answers. */
const FOOT_LINES = 8
/** Frames, blocks and dots that a picture is made of: its words are what a person is told. */
const DRAWN = /[\u2500-\u259f\u2800-\u28ff]|[.·]{4,}/g
const BOX_BEGINS = /^\s*[╭┌]/
const BOX_ENDS = /^\s*[╰└]/

/** What must stand still for a screen to be one that asks. */
export function footOf(screen: string): string {
  return linesOf(screen).slice(-FOOT_LINES).join('\n')
}

/** The words of a screen that asks something: of the box at its foot, where there is one, else from its top. */
export function questionOn(screen: string, maxChars: number): string {
  const lines = linesOf(screen)
  const isBoxed = BOX_ENDS.test(lines.at(-1) ?? '')
  const begin = isBoxed ? lines.findLastIndex(line => BOX_BEGINS.test(line)) : 0
  const words = lines.slice(Math.max(0, begin)).join('\n').replace(DRAWN, ' ')
  return plainText(words.trim().replace(/\s+/g, ' '), maxChars)
}

/** The words at the foot of a screen: what somebody would read who looked there to go on. */
export function lastWordsOn(screen: string, maxChars: number): string {
  const words = footOf(screen).replace(DRAWN, ' ').trim().replace(/\s+/g, ' ')
  return words === '' ? 'nothing is on its screen' : plainText(words.slice(-maxChars), maxChars)
}

function linesOf(screen: string): readonly string[] {
  return screen.split('\n').filter(line => line.trim() !== '')
}
