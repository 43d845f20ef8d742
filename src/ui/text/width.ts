import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

// The known widths. Storing them helps because a dashboard measures the same few thousand texts ten times a second.
const known = new Map<string, number>()
const KNOWN_AT_MOST = 10_000

/** The number of columns that a text takes in a terminal. For example, 漢 takes two columns and a combining mark takes none. */
export function widthOf(text: string): number {
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= KNOWN_AT_MOST) known.clear()
  const width = stringWidth(text)
  known.set(text, width)
  return width
}

/** Cuts a text to `columns` columns, with … in the last one. Never cuts through a character. */
export function fitTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  if (columns < 1) return ''
  let fitted = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment)
    if (used > columns - 1) break
    fitted += segment
  }
  return `${fitted}…`
}
