import { HEALTH_LOOKS } from '../../../../core/model/health.ts'
import type { StatusView, TaskView, WorkerView } from '../../../../core/views/status.ts'

export const LANES = ['Needs you', 'Working', 'In review', 'Proven', 'Landed'] as const
export type Lane = (typeof LANES)[number]

/** A worker's card, or the card of a proven task whose worker works on something else now. */
export type Card =
  | { readonly kind: 'worker'; readonly id: string; readonly worker: WorkerView }
  | { readonly kind: 'task'; readonly id: string; readonly task: TaskView }

/** Puts each worker into one lane, and each proven task that no worker's card shows into another. */
export function lanesOf({ workers, tasks, train, reviews }: StatusView): Readonly<Record<Lane, readonly Card[]>> {
  const lanes: Record<Lane, Card[]> = { 'Needs you': [], Working: [], 'In review': [], Proven: [], Landed: [] }
  const landed = new Set(train?.landed)
  const reviewed = new Set(reviews.flatMap(({ task, state }) => (state === 'reviewing' || state === 'checking' ? [task] : [])))
  const shown = new Set<string>()
  for (const [id, worker] of Object.entries(workers)) {
    const task = worker.assignment?.task ?? null
    if (task !== null) shown.add(task)
    lanes[laneOf(worker, { landed, reviewed })].push({ kind: 'worker', id, worker })
  }
  for (const task of tasks) {
    if (task.state !== 'verified' || shown.has(task.id)) continue
    lanes[landed.has(task.id) ? 'Landed' : reviewed.has(task.id) ? 'In review' : 'Proven'].push({ kind: 'task', id: task.id, task })
  }
  for (const cards of Object.values(lanes)) cards.sort((one, other) => urgencyOf(one) - urgencyOf(other))
  return lanes
}

function laneOf(
  { attention, assignment }: WorkerView,
  { landed, reviewed }: { readonly landed: ReadonlySet<string>; readonly reviewed: ReadonlySet<string> },
): Lane {
  if (attention !== null) return 'Needs you'
  const { task = '', state = null } = assignment ?? {}
  if (state === 'claimed' || state === 'verifying' || reviewed.has(task)) return 'In review'
  if (state === 'verified') return landed.has(task) ? 'Landed' : 'Proven'
  return 'Working'
}

function urgencyOf(card: Card): number {
  return card.kind === 'worker' ? HEALTH_LOOKS[card.worker.health].urgency : Number.POSITIVE_INFINITY
}
