import { wantedTasks } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import type { PastDuration } from './work-totals.ts'

/** What czar knows about the durations of tasks. All times are in ms. */
export interface Durations {
  /** How many tasks have ended, in this fleet and before. */
  readonly known: number
  readonly ofKind: Readonly<Record<string, Pool>>
}

interface Pool {
  /**
   * The durations of this fleet's tasks, the shortest first. `isOver` is false for a task that still goes on, so its final duration is
   * longer.
   */
  readonly own: readonly { readonly ms: number; readonly isOver: boolean }[]
  /** The durations of the repository's earlier tasks, the shortest first. */
  readonly past: readonly number[]
}

/** The earlier tasks together count as much as this many tasks of the present fleet. */
const WEIGHT_OF_PAST = 5
/** If durations are known only for own tasks or only for bonus tasks, the others are assumed to be alike. */
const KINDS = ['primary', 'bonus'] as const

export function durationsFor(state: State, past: readonly PastDuration[], now: number): Durations {
  const tasks = wantedTasks(state).filter(({ assignedAt }) => assignedAt !== null)
  const own = tasks.flatMap(({ kind, state: is, assignedAt, endedAt }) => {
    if (assignedAt === null || (is !== 'assigned' && endedAt === null) || is === 'dropped') return []
    return [{ kind, ms: Math.max(0, (endedAt ?? now) - assignedAt), isOver: is !== 'assigned' }]
  })
  const over = own.filter(({ isOver }) => isOver)
  const poolOf = (kind: string): Pool => ({
    own: sameKind(own, kind, over.some(task => task.kind === kind) || past.some(task => task.kind === kind)).toSorted(
      (one, other) => one.ms - other.ms,
    ),
    past: sameKind(
      past,
      kind,
      past.some(task => task.kind === kind),
    )
      .map(({ tookMs }) => tookMs)
      .toSorted((one, other) => one - other),
  })
  return { known: over.length + past.length, ofKind: Object.fromEntries(KINDS.map(kind => [kind, poolOf(kind)])) }
}

function sameKind<Task extends { readonly kind: string }>(tasks: readonly Task[], kind: string, isKnown: boolean): readonly Task[] {
  return isKnown ? tasks.filter(task => task.kind === kind) : tasks
}

interface Wanted {
  readonly kind: string
  /** How long the task has gone on already, in ms. */
  readonly elapsed: number
}

/**
 * Draws the whole duration of a task. If the drawn task still goes on, its final duration is unknown, so czar draws again among the tasks
 * that took longer. Without this rule, the estimate would only use quick tasks, because these end first.
 */
export function drawDuration({ ofKind }: Durations, { kind, elapsed }: Wanted, next: () => number): number {
  const pool = ofKind[kind]
  if (pool === undefined) return elapsed
  let least = elapsed
  for (;;) {
    const [own, past] = [countShorter(pool.own, least, ({ ms }) => ms), countShorter(pool.past, least, ms => ms)]
    const [ownLeft, pastLeft] = [pool.own.length - own, pool.past.length - past]
    const weightOfPast = Math.min(pastLeft, (WEIGHT_OF_PAST * pastLeft) / Math.max(1, pool.past.length))
    const weight = ownLeft + weightOfPast
    // No known task took so long. The longer a task has gone on, the longer it may still take.
    if (weight === 0) return least * (1 - 0.5 * Math.log(1 - next()))
    const drawn = next() * weight
    if (drawn >= ownLeft) return pool.past[past + Math.floor(next() * pastLeft)] ?? least
    const task = pool.own[own + Math.floor(drawn)]
    if (task === undefined || task.isOver) return task?.ms ?? least
    least = task.ms
  }
}

/** How many of the sorted items take at most this long. */
function countShorter<Item>(sorted: readonly Item[], ms: number, msOf: (item: Item) => number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const item = sorted[middle]
    if (item !== undefined && msOf(item) <= ms) from = middle + 1
    else to = middle
  }
  return from
}
