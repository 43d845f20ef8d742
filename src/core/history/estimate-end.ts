import { isStopped, isStranded } from '../policy/facts/work/out-of-reach.ts'
import { wantedTasks } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import { normalNumber, seededNumbers } from '../text/seeded-numbers.ts'
import { type Durations, drawDuration, durationsFor } from './durations.ts'
import { planRest, type RestOfTask } from './plan-rest.ts'
import type { PastDuration } from './work-totals.ts'

/** The expected end of a fleet, in ms since the epoch. */
export interface Estimate {
  readonly at: number
  /** In at least eight of ten fleets the real end lies between these two moments. */
  readonly from: number
  readonly to: number
  /** How many finished tasks the estimate is made from. */
  readonly basedOn: number
}

/** With fewer finished tasks than this, czar makes no estimate. */
const FEWEST = 3
/**
 * How far the duration of a whole fleet may differ from the expected one, as a standard deviation of its logarithm. FLEET_SPREAD is always
 * added, and SPREAD_OF_ONE if only one task is known.
 */
const FLEET_SPREAD = 0.25
const SPREAD_OF_ONE = 0.8
const MOST_DRAWS = 200
const FEWEST_DRAWS = 40
const MOST_STEPS = 1_000_000
/** Which of the simulated ends limit the range, as quantiles. The later limit is wider, because more can go wrong than right. */
const EARLY = 0.05
const LATE = 0.96

/**
 * Estimates the end of a fleet. It simulates the rest of the work many times. In each simulation, each open task takes as long as a similar
 * task took in this fleet or in the history. Returns null if too few similar tasks are known, or if no work is open.
 */
export function estimateEnd(state: State, past: readonly PastDuration[], now: number): Estimate | null {
  if (state.project === null || state.czar.phase !== 'supervising') return null
  const open = wantedTasks(state).filter(task => isOpenWork(state, task))
  const durations = durationsFor(state, past, now)
  if (open.length === 0 || durations.known < FEWEST) return null
  const next = seededNumbers(`${state.project.name} ${open.map(({ id }) => id).join(' ')}`)
  const seats = Math.max(1, Math.min(state.project.concurrency, state.project.workers.length))
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(MOST_STEPS / (open.length * seats))))
  const spread = Math.hypot(FLEET_SPREAD, SPREAD_OF_ONE / Math.sqrt(durations.known))
  const ends = Array.from({ length: draws }, () => {
    const rest = open.map(task => restOf(task, { durations, now, next }))
    return planRest(rest, seats) * Math.exp(spread * normalNumber(next))
  }).sort((one, other) => one - other)
  return { at: now + quantile(ends, 0.5), from: now + quantile(ends, EARLY), to: now + quantile(ends, LATE), basedOn: durations.known }
}

function isOpenWork(state: State, task: TaskState): boolean {
  if (task.state === 'assigned') return !isStopped(state, task)
  return task.state === 'waiting' && !isStranded(state, task) && !isStopped(state, task)
}

interface Draw {
  readonly durations: Durations
  readonly now: number
  readonly next: () => number
}

function restOf(task: TaskState, { durations, now, next }: Draw): RestOfTask {
  const elapsed = task.state === 'assigned' && task.assignedAt !== null ? Math.max(0, now - task.assignedAt) : 0
  const takes = drawDuration(durations, { kind: task.kind, elapsed }, next)
  return { id: task.id, after: task.after, ms: Math.max(0, takes - elapsed), isBegun: task.state === 'assigned' }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
