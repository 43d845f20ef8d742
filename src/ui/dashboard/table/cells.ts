import type { WorkerView } from '../../../core/views/status.ts'
import type { Segment } from '../lines/line.ts'
import type { WorkerRow } from '../lines/rows.ts'
import { COLUMNS } from './columns.ts'

/**
 * The cells of one worker, one for each column, from left to right. A worker that has not changed is the same object as before, so most
 * cells can be taken from a cache.
 */
export type Cells = readonly Segment[]

const known = new WeakMap<WorkerView, { readonly id: string; readonly cells: Cells }>()

/** Makes a worker's cells, before they are cut to the widths of their columns. */
export function cellsOf(row: WorkerRow, now: number): Cells {
  const [id, worker] = row
  const before = known.get(worker)
  const isKnown = before?.id === id
  const cells = COLUMNS.map((column, index) => (isKnown && !column.isDated && before.cells[index]) || column.show(row, now))
  if (!isKnown) known.set(worker, { id, cells })
  return cells
}
