import { counted } from '../../core/text/counted.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import { cell, fitLine, type Line, line, lineWidth, segment, spread } from '../dashboard/lines/line.ts'
import { firstVisible } from '../dashboard/lines/rows.ts'
import { type FittedColumn, fitColumns } from '../dashboard/table/fit-columns.ts'
import { costText } from '../text/cost-text.ts'
import { steadyText } from '../text/steady-text.ts'
import { widthOf } from '../text/width.ts'
import { OVERVIEW_COLUMNS, type OverviewColumn } from './overview-columns.ts'
import { type OverviewModel, selectedAt, sortedRows } from './overview-model.ts'

export interface OverviewPicture {
  readonly top: readonly Line[]
  readonly body: readonly Line[]
  /** The row of the body that is selected. -1: none is. */
  readonly selected: number
  readonly footer: Line
}

const MARKS = 2
const TOP_ROWS = 1
const FOOTER_ROWS = 1
/** At most this many rows say which machines cannot be reached. */
const HOST_ROWS = 4

/** The list of projects: a header, a row for each project, the machines that cannot be asked, and the keys. */
export function overviewPicture(model: OverviewModel): OverviewPicture {
  const { columns, rows: height } = model.size
  const hosts = hostLines(model)
  const room = Math.max(2, height - TOP_ROWS - FOOTER_ROWS - hosts.length)
  const { table, selected } = projectTable(model, room)
  return { top: [header(model)], body: [...table, ...hosts].map(row => fitLine(row, columns)), selected, footer: footer(model) }
}

function header(model: OverviewModel): Line {
  const { rows } = model
  const needs = rows.reduce((sum, row) => sum + row.needs.length, 0)
  const alive = rows.filter(row => row.alive).length
  const who: Line = [
    segment('czar ', 'faint'),
    segment(counted(rows.length, 'project'), 'strong'),
    segment(`  ${alive} alive`, alive > 0 ? 'good' : 'faint'),
    ...(needs === 0 ? [] : [segment('  '), segment(`${needs} need${needs === 1 ? 's' : ''} you`, model.isFlashing ? 'alarm' : 'bad')]),
  ]
  return spread(who, [segment(totalCost(rows), 'faint')], model.size.columns)
}

function totalCost(rows: readonly ProjectRow[]): string {
  const known = rows.flatMap(({ usage }) => (usage === undefined || usage.usd === null ? [] : [usage]))
  if (known.length === 0) return ''
  return costText({ usd: known.reduce((sum, { usd }) => sum + (usd ?? 0), 0), is_partial: known.some(({ is_partial }) => is_partial) })
}

function projectTable(model: OverviewModel, height: number): { readonly table: readonly Line[]; readonly selected: number } {
  const rows = sortedRows(model)
  if (rows.length === 0) return { table: [line('looking at the projects ...', 'faint')], selected: -1 }
  const { columns } = model.size
  const fitted = fitColumns(OVERVIEW_COLUMNS, column => longest(rows, column), columns - MARKS)
  const at = selectedAt(rows, model)
  const first = firstVisible(rows.length, Math.max(0, at), height - 1)
  const shown = rows.slice(first, first + height - 1)
  const drawn = shown.map((row, index) => drawRow(row, { fitted, isSelected: first + index === at, columns }))
  return { table: [heading(fitted), ...drawn], selected: at - first + 1 }
}

function longest(rows: readonly ProjectRow[], { show }: OverviewColumn): number {
  return Math.max(...rows.map(row => widthOf(show(row).text)))
}

function heading(fitted: readonly FittedColumn<OverviewColumn>[]): Line {
  return line(' '.repeat(MARKS) + fitted.map(({ column, width }) => cell(column.title, width, column.align)).join(' '), 'faint')
}

interface RowStyle {
  readonly fitted: readonly FittedColumn<OverviewColumn>[]
  readonly isSelected: boolean
  readonly columns: number
}

/** Marks the selected project, and the projects that need a person, so that both are visible without colour. */
function drawRow(row: ProjectRow, { fitted, isSelected, columns }: RowStyle): Line {
  const marks = [segment(isSelected ? '>' : ' ', 'strong'), row.needs.length === 0 ? segment(' ') : segment('!', 'bad')]
  const cells = fitted.flatMap(({ column, width }) => {
    const { text, tone } = column.show(row)
    return [segment(cell(text, width, column.align), tone), segment(' ')]
  })
  const drawn = [...marks, ...cells]
  return isSelected ? [...drawn, segment(' '.repeat(Math.max(0, columns - lineWidth(drawn))))] : drawn
}

function hostLines({ hosts }: OverviewModel): readonly Line[] {
  return hosts.flatMap(({ problem }) => (problem === null ? [] : [line(`  ${steadyText(problem, 400)}`, 'bad')])).slice(0, HOST_ROWS)
}

const KEYS = [
  ['enter', 'open'],
  ['j k', 'move'],
  ['q', 'quit'],
] as const

function footer({ notice, size }: OverviewModel): Line {
  if (notice !== null) return fitLine(line(steadyText(notice.text), notice.isTrouble ? 'bad' : 'good'), size.columns)
  return fitLine(
    KEYS.flatMap(([key, what]) => [segment(key, 'strong'), segment(` ${what}  `, 'faint')]),
    size.columns,
  )
}
