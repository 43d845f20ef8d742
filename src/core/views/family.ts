import type { StatusView, WorkerView } from './status.ts'

type Row = readonly [id: string, worker: WorkerView]

/** The workers in an order in which each one is followed by its children, and otherwise as before. */
export function inFamilies(rows: readonly Row[]): readonly Row[] {
  if (rows.every(([, { parent }]) => parent === null)) return rows
  const ids = new Set(rows.map(([id]) => id))
  const children = Map.groupBy(rows, ([, { parent }]) => (parent !== null && ids.has(parent) ? parent : null))
  const withChildren = (row: Row): readonly Row[] => [row, ...(children.get(row[0]) ?? []).flatMap(withChildren)]
  return (children.get(null) ?? []).flatMap(withChildren)
}

/** How many parents a worker has above it: 0 for a worker that no other added. */
export function depthIn(workers: StatusView['workers'], id: string): number {
  let depth = 0
  for (let at = workers[id]?.parent ?? null; at !== null && depth < 10; at = workers[at]?.parent ?? null) depth++
  return depth
}

/** Says for whom a worker works, and how far its children are. The text is empty if the worker has no parent and no children. */
export function sayFamily({ workers, tasks }: Pick<StatusView, 'workers' | 'tasks'>, id: string): readonly string[] {
  const stateOf = (worker: string) => tasks.find(task => task.id === worker)?.state ?? 'unknown'
  const parent = workers[id]?.parent ?? null
  const children = Object.entries(workers).flatMap(([child, view]) => (view.parent === id ? [`${child} (${stateOf(child)})`] : []))
  const waits = workers[id]?.waits_for ?? []
  return [
    ...(parent === null ? [] : [`works on a part of the task of ${parent}`]),
    ...(children.length === 0 ? [] : [`children: ${children.join(', ')}`]),
    ...(waits.length === 0 ? [] : [`waits for ${waits.join(', ')} (czar wait)`]),
  ]
}
