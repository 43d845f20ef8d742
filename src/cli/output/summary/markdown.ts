import { plainText } from '../../../core/text/plain-text.ts'
import { widthOf } from '../../../ui/text/width.ts'

/**
 * Puts a text from outside (names, reports, commits, reasons) into backticks, as a Markdown code span. So it cannot act as markup, link,
 * HTML or mention (CommonMark 0.31.2 §6.1), and cannot control a terminal. Returns an empty string if there is nothing to show.
 */
export function code(text: string, limit = 300): string {
  const plain = plainText(text, limit).trim()
  if (plain === '') return ''
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padding = plain.startsWith('`') || plain.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${plain}${padding}${fence}`
}

/**
 * A sentence from outside. If nothing in it can be Markdown markup, it stays unchanged, otherwise it is put into backticks. It must not
 * stand at the start of a line, where `1.` and `-` would begin a list.
 */
export function prose(text: string, limit = 300): string {
  const plain = plainText(text, limit).trim()
  return HARMLESS.test(plain) && !LINK.test(plain) ? plain : code(plain, limit)
}

// In Markdown `_` begins emphasis only at the edge of a word, so `_` inside a word is harmless.
const HARMLESS = /^(?:[\p{L}\p{M}\p{N} ,.;:?()'"/%+=…-]|(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}]))*$/u
const LINK = /:\/\/|www\./i

export interface MarkdownColumn<Row> {
  readonly title: string
  /** A cell's text in Markdown. Text from outside must be in backticks (see `code`). */
  readonly cell: (row: Row) => string
  readonly align?: 'right'
}

/** A table in Markdown. Its source is aligned too, so that it can be read in a terminal. Empty columns are left out. */
export function markdownTable<Row>(columns: readonly MarkdownColumn<Row>[], rows: readonly Row[]): string {
  const used = columns
    .map(column => ({ ...column, cells: rows.map(row => column.cell(row).replaceAll('|', BAR)) }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
    .map(column => ({ ...column, width: Math.max(3, widthOf(column.title), ...column.cells.map(widthOf)) }))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const rule = used.map(({ width, align }) => (align === 'right' ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  const body = rows.map((_row, index) => line(used.map(column => pad(column.cells[index] ?? '', column))))
  return [line(used.map(column => pad(column.title, column))), line(rule), ...body].join('')
}

// Cells contain this character and not `|`, because Markdown programs disagree on how to write `|` in backticks.
const BAR = '¦'

function pad(text: string, { width, align }: { readonly width: number; readonly align?: 'right' }): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'right' ? blanks + text : text + blanks
}
