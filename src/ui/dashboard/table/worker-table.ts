import { widthOf } from '../../text/width.ts'
import { cell, fitLine, type Line, line, lineWidth, type Segment, segment, type Tone } from '../lines/line.ts'
import { visibleWorkers, type WorkerRow } from '../lines/rows.ts'
import { ruler } from '../lines/ruler.ts'
import type { Model } from '../model.ts'
import { type Cells, cellsOf } from './cells.ts'
import { COLUMNS, type Column } from './columns.ts'
import { type FittedColumn, fitColumns } from './fit-columns.ts'
import { shownEntries } from './shown-entries.ts'

export interface TableRow {
  readonly line: Line
  readonly isSelected: boolean
}

/** The table of workers in `height` rows: a heading, and then as many workers as fit, with the selected worker among them. */
export function workerTable(model: Model, { columns, rows: height }: { columns: number; rows: number }): readonly TableRow[] {
  const workers = visibleWorkers(model)
  if (workers.length === 0) return [{ line: line(emptyText(model), 'faint'), isSelected: false }]
  const cells = new Map(workers.map(row => [row, cellsOf(row, model.now)]))
  const telling = COLUMNS.filter(column => !isSameForAll(cells, column))
  const fitted = fitColumns(telling, column => longest(cells, column), columns - MARKS)
  const { entries, selected } = shownEntries(model, workers, height)
  return [
    { line: heading(fitted, columns), isSelected: false },
    ...entries.map(({ row, title }, index) => {
      if (row === undefined) return { line: ruler(title, columns), isSelected: false }
      const isSelected = index === selected
      const drawn: Line = [...marks(row, isSelected), ...drawRow(fitted, cells.get(row) ?? [])]
      return { line: isSelected ? filled(drawn, columns) : seamless(drawn), isSelected }
    }),
  ]
}

const MARKS = 2

/** Marks the selected worker, and the workers that need a person, so that both are visible without colour. */
function marks([, { attention }]: WorkerRow, isSelected: boolean): readonly Segment[] {
  return [segment(isSelected ? '>' : ' ', 'strong'), attention === null ? segment(' ') : segment('!', 'bad')]
}

/**
 * Gives blanks the colour of the text before them, because the difference is invisible, and drops blanks at the end. This leaves fewer
 * changes of style, and ink takes time for each of them.
 */
function seamless(row: Line): Line {
  const end = row.findLastIndex(({ text }) => text.trim() !== '') + 1
  let before: Tone = 'plain'
  return row.slice(0, end).map(({ text, tone }) => {
    if (text.trim() !== '') before = tone
    return { text, tone: before }
  })
}

/** Fills the selected row to the whole width, so that its bar has no end. */
function filled(row: Line, columns: number): Line {
  return [...row, segment(' '.repeat(Math.max(0, columns - lineWidth(row))))]
}

function emptyText({ view, filter, connection }: Model): string {
  if (view === null)
    return connection.state === 'lost' || connection.state === 'gone' ? 'the czar does not answer yet' : 'asking the czar ...'
  return filter === '' ? 'this fleet has no workers' : `no worker matches "${filter}": Esc shows all again`
}

/**
 * Whether a column says nothing and is left out: its text is the same for every worker, or every task has its worker's name. With a single
 * worker no column is left out.
 */
function isSameForAll(cells: ReadonlyMap<WorkerRow, Cells>, column: Column): boolean {
  if (cells.size < 2) return false
  const index = COLUMNS.indexOf(column)
  const texts = [...cells].map(([[id], row]) => ({ id, text: row[index]?.text ?? '' }))
  if (column.title === 'TASK') return texts.every(({ id, text }) => text === '-' || text === id)
  return column.isForDifference === true && new Set(texts.map(({ text }) => text)).size === 1
}

function longest(cells: ReadonlyMap<WorkerRow, Cells>, column: Column): number {
  const index = COLUMNS.indexOf(column)
  let width = 0
  for (const row of cells.values()) width = Math.max(width, widthOf(row[index]?.text ?? ''))
  return width
}

function heading(fitted: readonly FittedColumn<Column>[], columns: number): Line {
  return fitLine(
    line(' '.repeat(MARKS) + fitted.map(({ column, width }) => cell(column.title, width, column.align)).join(' '), 'faint'),
    columns,
  )
}

function drawRow(columns: readonly FittedColumn<Column>[], cells: Cells): Line {
  const last = columns.length - 1
  return columns.flatMap(({ column, width }, index) => {
    const { text = '', tone = 'plain' } = cells[COLUMNS.indexOf(column)] ?? {}
    const whole = cell(text, width, column.align)
    // Blanks get no tone, because reversed blanks would be blocks of colour.
    const fitted = column.align === 'left' ? whole.trimEnd() : whole
    const rest = segment(`${' '.repeat(width - widthOf(fitted))}${index === last ? '' : ' '}`)
    return [segment(fitted, text === '' ? 'plain' : tone), rest]
  })
}
