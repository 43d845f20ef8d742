import type { WorkerView } from '../../../core/views/status.ts'
import type { Segment } from '../lines/line.ts'
import type { WorkerRow } from '../lines/rows.ts'
import { COLUMNS } from './columns.ts'

/** One a column, in their order. A worker that did not change is the same object in the next view: most cells are known. */
export type Cells = readonly Segment[]

const known = new WeakMap<WorkerView, { readonly id: string; readonly cells: Cells }>()

/** What the table says of a worker, before it is made to fit. */
export function cellsOf(row: WorkerRow, now: number): Cells {
  const [id, worker] = row
  const before = known.get(worker)
  const isKnown = before?.id === id
  const cells = COLUMNS.map((column, index) => (isKnown && !column.isDated && before.cells[index]) || column.show(row, now))
  if (!isKnown) known.set(worker, { id, cells })
  return cells
}
