import type { Row, Run, Style } from './read-screen.ts'

/** Pixels of one cell, and of the letters in it: 0.6 of the height is as wide as most monospaced fonts are. */
export const CELL = { width: 8.4, height: 18, letters: 14, baseline: 13 } as const

/**
 * One row of the screen, its upper left corner at 0,0: each word is put where its cells are and made as wide as they
 * are, for the font is not ours to choose. Stretches of blanks are left out. `classOf` names a style; null: the usual one.
 */
export function drawRow(row: Row, classOf: (style: Style) => string | null): string {
  const words = row.flatMap(run =>
    wordsOf(run).map(({ column, columns, text }) => {
      const name = classOf(run.style)
      const own = name === null ? '' : ` class="${name}"`
      return `<tspan x="${pixels(column)}"${own}${fitted(text, columns)}>${escapeXml(text)}</tspan>`
    }),
  )
  return `${drawBackgrounds(row)}${words.length === 0 ? '' : `<text y="${CELL.baseline}">${words.join('')}</text>`}`
}

/** Neighbours of one colour are one rectangle, or a seam would be seen. */
function drawBackgrounds(row: Row): string {
  const fields: { column: number; columns: number; colour: string }[] = []
  for (const { column, columns, style } of row) {
    const last = fields.at(-1)
    if (style.background === null) continue
    if (last?.colour === style.background && last.column + last.columns === column) last.columns += columns
    else fields.push({ column, columns, colour: style.background })
  }
  return fields
    .map(
      ({ column, columns, colour }) => `<rect x="${pixels(column)}" width="${pixels(columns)}" height="${CELL.height}" fill="${colour}"/>`,
    )
    .join('')
}

type Word = Pick<Run, 'column' | 'columns' | 'text'>

function wordsOf({ column, columns, text }: Run): readonly Word[] {
  if (!/^[ -~]*$/.test(text)) return [{ column, columns, text }]
  return [...text.matchAll(/[!-~]+(?: [!-~]+)*/g)].map(({ 0: word, index }) => ({
    column: column + index,
    columns: word.length,
    text: word,
  }))
}

function fitted(text: string, columns: number): string {
  if (/^[!-~]$/.test(text)) return ''
  // Lines and blocks have to touch, letters must not be bent.
  const bends = /^[ -~]/.test(text) ? '' : ' lengthAdjust="spacingAndGlyphs"'
  return ` textLength="${pixels(columns)}"${bends}`
}

function pixels(columns: number): string {
  return String(Math.round(columns * CELL.width * 10) / 10)
}

/** A text for the inside of an element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
