import type { WorkerId } from '../../model/ids.ts'
import { sameItems } from '../../model/same-items.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { isOnlyOutput } from '../engine/output.ts'
import { openEffects, type PolicyContext } from '../engine/policy-context.ts'
import { isSameStateBut } from '../engine/same-but.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import type { Seats } from '../fleet/seats.ts'

type Matters = Map<WorkerId, readonly AttentionMatter[]>

/**
 * Remembers the workers for whom the rules wanted nothing. That answer holds until something it depends on changes, or a
 * requested wake-up time comes.
 */
export interface UnchangedWorkers {
  /** The workers that need no rules now, each with its matters for people. */
  readonly find: (context: PolicyContext, seats: Seats) => Matters
  /** Keeps the answers about the other workers, for whom all rules ran. */
  readonly keep: (context: PolicyContext, seats: Seats, matters: Matters) => void
}

export function rememberUnchanged(): UnchangedWorkers {
  const remembered = new Map<WorkerId, Remembered>()
  let shared: State | null = null

  function find(context: PolicyContext, seats: Seats): Matters {
    const { state } = context
    // Parts shared by all workers rarely change.
    if (shared === null || !isSameStateBut(shared, state, NOT_SHARED)) remembered.clear()
    shared = state
    const found: Matters = new Map()
    for (const worker of Object.values(state.workers)) {
      const known = remembered.get(worker.id)
      if (known === undefined || !isStillTrue(known, context, worker) || !sameItems(known.rest, restOf(state, worker, seats))) continue
      if (known.wakeAt !== null) context.isDue(known.wakeAt)
      found.set(worker.id, known.matters)
    }
    return found
  }

  function keep({ state, now, answers }: PolicyContext, seats: Seats, matters: Matters): void {
    for (const [id, { isCalm, wakeAt }] of answers) {
      const worker = state.workers[id]
      if (isCalm && worker !== undefined)
        remembered.set(id, { worker, now, rest: restOf(state, worker, seats), wakeAt, matters: matters.get(id) ?? [] })
      else remembered.delete(id)
    }
  }

  return { find, keep }
}

interface Remembered {
  readonly worker: WorkerState
  readonly now: number
  readonly rest: Rest
  readonly wakeAt: number | null
  readonly matters: readonly AttentionMatter[]
}

function isStillTrue({ worker, now, wakeAt }: Remembered, context: PolicyContext, after: WorkerState): boolean {
  if (context.now < now || (wakeAt !== null && context.now >= wakeAt)) return false
  return worker === after || isOnlyOutput({ worker, now }, after, context.policy)
}

/** Rules about a worker read only its own entries in these parts, which are in `Rest`, and no counter. */
const NOT_SHARED = [
  'seq',
  'at',
  'workers',
  'assignments',
  'messages',
  'effects',
  'running',
  'counters',
] as const satisfies readonly (keyof State)[]

/** The inputs of the rules about one worker, besides the worker itself and the shared parts. */
type Rest = readonly unknown[]

function restOf(state: State, worker: WorkerState, seats: Seats): Rest {
  const task = ownTask(state, worker)
  return [
    seats.get(worker.id),
    openAssignment(state, worker),
    // Another worker may have its own task, or that task may be rechecked after the assignment.
    state.assignments[task?.assignment ?? ''],
    task?.worker === worker.id ? null : state.workers[task?.worker ?? ''],
    ...messagesFor(state, worker.id),
    ...openEffects(state, worker.id),
  ]
}
