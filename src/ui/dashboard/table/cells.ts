import type { WorkerView } from '../../../core/views/status.ts'
import type { Segment } from '../lines/line.ts'
import type { WorkerRow } from '../lines/rows.ts'
import { COLUMNS } from './columns.ts'

/**
 * The cells of a worker, one for each column, in order. An unchanged worker is the same object in the next view, so most cells are cached.
 */
export type Cells = readonly Segment[]

const known = new WeakMap<WorkerView, { readonly id: string; readonly cells: Cells }>()

/** A worker's cells before they are fitted. */
export function cellsOf(row: WorkerRow, now: number): Cells {
  const [id, worker] = row
  const before = known.get(worker)
  const isKnown = before?.id === id
  const cells = COLUMNS.map((column, index) => (isKnown && !column.isDated && before.cells[index]) || column.show(row, now))
  if (!isKnown) known.set(worker, { id, cells })
  return cells
}
