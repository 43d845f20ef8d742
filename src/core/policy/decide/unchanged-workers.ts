import type { WorkerId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { Matter } from '../engine/matter.ts'
import { isOnlyOutput } from '../engine/output.ts'
import { openEffects, type PolicyContext } from '../engine/policy-context.ts'
import { isSameStateBut } from '../engine/same-but.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'
import type { Seats } from '../fleet/seats.ts'

type Matters = Map<WorkerId, readonly Matter[]>

/**
 * Remembers the workers for whom the rules wanted nothing. As long as nothing that this rested on has changed, and the
 * time at which one of the rules asked to be woken has not come, they want nothing still.
 */
export interface UnchangedWorkers {
  /** The workers about whom no rule has to be asked, each with what is put to people about it. */
  readonly find: (context: PolicyContext, seats: Seats) => Matters
  /** Keeps what came of the others, of whom all rules were asked. */
  readonly keep: (context: PolicyContext, seats: Seats, matters: Matters) => void
}

export function rememberUnchanged(): UnchangedWorkers {
  const remembered = new Map<WorkerId, Remembered>()
  let shared: State | null = null

  function find(context: PolicyContext, seats: Seats): Matters {
    const { state } = context
    // What all workers share changes seldom.
    if (shared === null || !isSameStateBut(shared, state, NOT_SHARED)) remembered.clear()
    shared = state
    const found: Matters = new Map()
    for (const worker of Object.values(state.workers)) {
      const known = remembered.get(worker.id)
      if (known === undefined || !isStillTrue(known, context, worker) || !isSameRest(known.rest, restOf(state, worker, seats))) continue
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
  readonly matters: readonly Matter[]
}

function isStillTrue({ worker, now, wakeAt }: Remembered, context: PolicyContext, after: WorkerState): boolean {
  if (context.now < now || (wakeAt !== null && context.now >= wakeAt)) return false
  return worker === after || isOnlyOutput({ worker, now }, after, context.policy)
}

/** Of these the rules about a worker look at its own alone, which stand in `Rest`, and at no counter. */
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

/** What the rules about one worker look at, besides the worker itself and what all workers share. */
type Rest = readonly unknown[]

function restOf(state: State, worker: WorkerState, seats: Seats): Rest {
  const task = ownTask(state, worker)
  return [
    seats.get(worker.id),
    openAssignment(state, worker),
    // Its own task may be another's by now, or be checked again after that assignment.
    state.assignments[task?.assignment ?? ''],
    task?.worker === worker.id ? null : state.workers[task?.worker ?? ''],
    ...messagesFor(state, worker.id),
    ...openEffects(state, worker.id),
  ]
}

function isSameRest(before: Rest, after: Rest): boolean {
  return before.length === after.length && before.every((part, index) => part === after[index])
}
