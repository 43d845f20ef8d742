import { fitTo, widthOf } from '../../ui/text/width.ts'
import type { Colour, Paint } from './paint.ts'

export interface TextColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly colour?: (row: Row) => Colour
  readonly align?: 'left' | 'right'
  /**
   * Whether the column may be made narrower if the table is wider than the terminal. It keeps at least 8 columns, or the width of its
   * title.
   */
  readonly mayShrink?: boolean
}

const GAP = '  '
const SMALLEST = 8

/** An aligned table that is at most `columns` wide. If `columns` is null, it is as wide as its texts need. Empty columns are left out. */
export function renderTable<Row>(
  columns: readonly TextColumn<Row>[],
  rows: readonly Row[],
  { width, paint }: { width: number | null; paint: Paint },
): string {
  const used = columns.filter(column => rows.some(row => column.cell(row) !== ''))
  const widths = shareWidth(used, rows, width)
  const line = (textOf: (column: TextColumn<Row>) => string, colourOf: (column: TextColumn<Row>) => Colour) =>
    used.map((column, index) =>
      renderCell(textOf(column), { width: widths[index] ?? 0, align: column.align, colour: colourOf(column), paint }),
    )
  const head = line(
    column => column.title,
    () => 'dim',
  )
  const body = rows.map(row =>
    line(
      column => column.cell(row),
      column => column.colour?.(row) ?? 'plain',
    ),
  )
  return [head, ...body].map(cells => `${cells.join(GAP).trimEnd()}\n`).join('')
}

interface CellStyle {
  readonly width: number
  readonly align: 'left' | 'right' | undefined
  readonly colour: Colour
  readonly paint: Paint
}

/** One cell. Its blanks get no colour, because in a theme with background colours they would show as bars. */
function renderCell(text: string, { width, align, colour, paint }: CellStyle): string {
  const fitted = fitTo(text, width)
  const blanks = ' '.repeat(Math.max(0, width - widthOf(fitted)))
  return align === 'right' ? blanks + paint(colour, fitted) : paint(colour, fitted) + blanks
}

/** The width of each column. If the table is too wide, the widest columns that may be narrower lose the most. */
function shareWidth<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[], width: number | null): number[] {
  const widths = columns.map(column => Math.max(widthOf(column.title), ...rows.map(row => widthOf(column.cell(row)))))
  if (width === null) return widths
  const floors = columns.map((column, index) => (column.mayShrink ? Math.max(SMALLEST, widthOf(column.title)) : (widths[index] ?? 0)))
  let excess = sum(widths) + GAP.length * (columns.length - 1) - width
  while (excess > 0) {
    const widest = indexOfWidest(widths, floors)
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
  return excess > 0 ? cutFromTheRight(widths, excess) : widths
}

function indexOfWidest(widths: readonly number[], floors: readonly number[]): number {
  let found = -1
  widths.forEach((width, index) => {
    if (width > (floors[index] ?? 0) && width > (widths[found] ?? 0)) found = index
  })
  return found
}

/** Cuts the last columns if the terminal is too narrow even after all columns that may be narrower have been cut. */
function cutFromTheRight(widths: readonly number[], excess: number): number[] {
  let missing = excess
  return widths
    .toReversed()
    .map(width => {
      const taken = Math.min(width, missing)
      missing -= taken
      return width - taken
    })
    .reverse()
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0)
}
