import type { Occupation, Occupations, Summary, WorkerSummary } from '../../../core/summary/summary.ts'
import { code, type MarkdownColumn, markdownTable } from './markdown.ts'
import { section, span } from './section.ts'

const WAITS: readonly (readonly [Occupation, string])[] = [
  ['dependency', 'for a dependency'],
  ['seat', 'for a seat'],
  ['permission', 'for a permission'],
  ['answer', 'for an answer'],
  ['person', 'for a person'],
  ['limit', 'for a limit or a budget'],
]

/** A table of how each worker used its time. The columns of a row add up to the worker's whole time. */
export function timeSection({ workers, time_ms: all }: Summary): string | null {
  if (workers.length === 0) return null
  const waits = WAITS.filter(([occupation]) => all[occupation] > 0).map(([occupation, what]) => `${what} ${span(all[occupation])}`)
  const waited = waits.length === 0 ? '' : `\nAll workers together waited ${waits.join(', ')}.\n`
  return section('Where the time went', `${markdownTable(COLUMNS, workers)}${waited}`)
}

const COLUMNS: readonly MarkdownColumn<WorkerSummary>[] = [
  { title: 'Worker', cell: ({ worker }) => code(worker) },
  { title: 'In all', cell: ({ life_ms: life }) => span(life), align: 'right' },
  column('Working', ({ working }) => working),
  column('Being checked', ({ checking }) => checking),
  column('Starting', ({ starting }) => starting),
  column('Idle', ({ idle }) => idle),
  column('Waiting', time => WAITS.reduce((sum, [occupation]) => sum + time[occupation], 0)),
  column('In trouble', ({ trouble }) => trouble),
  column('Done', ({ done }) => done),
  column('No czar', ({ unknown }) => unknown),
]

function column(title: string, of: (time: Occupations) => number): MarkdownColumn<WorkerSummary> {
  return { title, cell: ({ time_ms: time }) => span(of(time)), align: 'right' }
}
