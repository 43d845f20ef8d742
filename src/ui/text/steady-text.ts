import { plainText } from '../../core/text/plain-text.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const PICTURE = /\p{Extended_Pictographic}/u

/**
 * A text from outside in one line, without control characters, which takes the same width in every terminal. It has at most `limit`
 * characters. Of an emoji that is joined from several characters (a family, a heart with a selector), only the first character is kept,
 * because tmux 3.3a, xterm and string-width disagree about the width of the rest.
 */
export function steadyText(text: string, limit = 1_000): string {
  if (!PICTURE.test(text)) return withoutJoiners(plainText(text, limit))
  let steady = ''
  for (const { segment } of graphemes.segment(text.slice(0, limit * 4))) {
    const [first = ''] = segment
    steady += PICTURE.test(first) ? first : segment
  }
  return withoutJoiners(plainText(steady, limit))
}

/** Removes the invisible characters that join or separate letters, because terminals disagree only about these. */
function withoutJoiners(text: string): string {
  return text.replace(/[\u200c\u200d]/g, '')
}
