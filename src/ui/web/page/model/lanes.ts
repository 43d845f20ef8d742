import { HEALTH_LOOKS } from '../../../../core/model/health.ts'
import type { StatusView, TaskView, WorkerView } from '../../../../core/views/status.ts'

export const LANES = ['Working', 'Needs you', 'In review', 'Proven', 'Landed'] as const
export type Lane = (typeof LANES)[number]

/** A worker's card, or the card of a proven task whose worker now works on another task. */
export type Card =
  | { readonly kind: 'worker'; readonly id: string; readonly worker: WorkerView }
  | { readonly kind: 'task'; readonly id: string; readonly task: TaskView }

/** Puts each worker into a lane. A proven task that no worker's card shows gets a card of its own. */
export function lanesOf({ workers, tasks, train, reviews }: StatusView): Readonly<Record<Lane, readonly Card[]>> {
  const lanes: Record<Lane, Card[]> = { 'Needs you': [], Working: [], 'In review': [], Proven: [], Landed: [] }
  const landed = new Set(train?.landed)
  const reviewed = new Set(reviews.flatMap(({ task, state }) => (state === 'reviewing' || state === 'checking' ? [task] : [])))
  const proven = tasks.filter(({ state }) => state === 'verified')
  const lastOf = new Map(proven.map(task => [task.worker, task.id]))
  const laneOfProven = (task: string): Lane => (landed.has(task) ? 'Landed' : reviewed.has(task) ? 'In review' : 'Proven')
  const shown = new Set<string>()
  for (const [id, worker] of Object.entries(workers)) {
    const task = worker.assignment?.task ?? (worker.health === 'done' ? lastOf.get(id) : undefined)
    if (task !== undefined) shown.add(task)
    lanes[laneOf(worker, task === undefined ? null : laneOfProven(task))].push({ kind: 'worker', id, worker })
  }
  for (const task of proven) if (!shown.has(task.id)) lanes[laneOfProven(task.id)].push({ kind: 'task', id: task.id, task })
  for (const cards of Object.values(lanes)) cards.sort((one, other) => urgencyOf(one) - urgencyOf(other))
  return lanes
}

/** Returns the worker's lane. `proven` is the lane for a worker whose task is proven. */
function laneOf({ attention, assignment, health }: WorkerView, proven: Lane | null): Lane {
  if (attention !== null) return 'Needs you'
  const state = assignment?.state ?? (health === 'done' ? 'verified' : null)
  if (state === 'claimed' || state === 'verifying') return 'In review'
  return state === 'verified' && proven !== null ? proven : 'Working'
}

function urgencyOf(card: Card): number {
  return card.kind === 'worker' ? HEALTH_LOOKS[card.worker.health].urgency : Number.POSITIVE_INFINITY
}
