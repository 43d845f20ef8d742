import { shellWord } from '../../core/text/shell-word.ts'
import { widthOf } from './width.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Breaks a command into rows of `columns` columns. A person can copy all rows together and paste them into a shell, because each row ends
 * with a backslash, at which the shell joins the rows.
 */
export function shellRows(words: readonly string[], columns: number): readonly string[] {
  const whole = words.map(shellWord).join(' ')
  if (widthOf(whole) <= columns) return [whole]
  // Each row leaves room for a blank and the backslash, or inside a word for the backslash alone.
  const room = columns - 2
  const rows: string[] = []
  let row = ''
  for (const word of words) {
    const longer = row === '' ? shellWord(word) : `${row} ${shellWord(word)}`
    if (widthOf(longer) <= room) {
      row = longer
      continue
    }
    if (row !== '') rows.push(`${row} \\`)
    const parts = partsOf(word, room)
    rows.push(...parts.slice(0, -1).map(part => `${part}\\`))
    row = parts.at(-1) ?? ''
  }
  return [...rows, row]
}

/** The parts of a word, each quoted by itself. A shell reads parts that are written side by side as one word. */
function partsOf(word: string, columns: number): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && widthOf(shellWord(part + segment)) > columns) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  return [...parts, part].map(shellWord)
}
