import type { Row, Run, Style } from './read-screen.ts'

/**
 * The size of one cell of the terminal in pixels, and the size of its letters. In most monospaced fonts, a letter is 0.6 times as wide as
 * it is high.
 */
export const CELL = { width: 8.4, height: 18, letters: 14, baseline: 13 } as const

/**
 * Draws one row of the screen, with its upper left corner at 0,0. The reader's font is unknown, so each word is placed at its cells and
 * stretched to their width. Blanks are left out. `classOf` gives the name of a style. It is null for the default style.
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

/** Draws the backgrounds. Neighbouring cells of one colour share one rectangle, because otherwise a line between them would be visible. */
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
  // Characters for lines and blocks are stretched so that they touch each other. Letters are not stretched.
  const bends = /^[ -~]/.test(text) ? '' : ' lengthAdjust="spacingAndGlyphs"'
  return ` textLength="${pixels(columns)}"${bends}`
}

function pixels(columns: number): string {
  return String(Math.round(columns * CELL.width * 10) / 10)
}

/** Escapes a text for use inside an XML element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
