import { firstVisible, groupOf, type WorkerRow } from '../lines/rows.ts'
import type { Model } from '../model.ts'

type Entry = { readonly row: WorkerRow; readonly title?: undefined } | { readonly row?: undefined; readonly title: string }

export interface ShownEntries {
  readonly entries: readonly Entry[]
  /** The index of the selected entry. It is negative if no entry is selected. */
  readonly selected: number
}

/** The entries that a table of `height` rows shows below its heading: as many workers as fit, with the selected worker among them. */
export function shownEntries(model: Model, workers: readonly WorkerRow[], height: number): ShownEntries {
  const all: readonly Entry[] = model.order === 'groups' ? grouped(workers) : workers.map(row => ({ row }))
  const room = Math.max(1, height - 1)
  const selected = all.findIndex(({ row }) => row?.[0] === model.selected)
  const first = firstVisible(all.length, Math.max(0, selected), room)
  return { entries: all.slice(first, first + room), selected: selected === -1 ? -1 : selected - first }
}

/** The workers in groups, with a heading above each group. Workers that need a person come first, and then each health by urgency. */
function grouped(workers: readonly WorkerRow[]): readonly Entry[] {
  const groups = Map.groupBy(workers, ([, worker]) => groupOf(worker))
  return [...groups].flatMap(([name, rows]): Entry[] => [{ title: `${rows.length} ${name}` }, ...rows.map(row => ({ row }))])
}
