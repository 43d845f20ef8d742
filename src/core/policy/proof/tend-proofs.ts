import type { AssignmentId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { backoffMs } from '../engine/backoff.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { type Doubt, disputableTasks, doubtOf, tipOfBranch } from '../facts/work/doubt.ts'
import { isWornThin, mayRecheck } from '../facts/work/may-recheck.ts'
import { provenTasks } from '../facts/work/proven-tasks.ts'

/**
 * Czar waits this many ms before it checks a proof again, and twice as long each time after that. So a worker that goes on committing may
 * finish first.
 */
const BRANCH_PAUSE_MS = 5_000
const BASE_QUIET_MS = 30_000
const BASE_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000
/** While no worker is active, a check disturbs no worker. So czar waits only this many ms. */
const AT_REST_PAUSE_MS = 2_000

/**
 * Finds tasks whose proof is in doubt, so that no task counts as verified wrongly. If base moved, czar first waits until base has stayed
 * still for a while, and longer each time, so that one push does not make the proofs of twenty workers void. Returns true if a proof no
 * longer counts, because then the rules must run again.
 */
export function voidProofs(context: PolicyContext): boolean {
  const { state } = context
  if (state.czar.phase !== 'supervising') return false
  let isAny = false
  for (const task of disputableTasks(state)) {
    const doubt = doubtOf(state, task)
    if (doubt !== null && isVoidNow(context, task, doubt)) isAny = declareVoid(context, task, doubt) || isAny
  }
  return isAny
}

/** Checks proofs again that no longer count, one at a time. */
export function renewProofs(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising') return
  const stale = provenTasks(state.tasks).filter(task => task.state === 'stale')
  if (stale.length === 0 || isRechecking(state)) return
  for (const task of stale) if (mayRecheck(state, task) && recheck(context, task)) return
}

function isVoidNow(context: PolicyContext, task: TaskState, { because, at }: Doubt): boolean {
  if (because !== 'base') return true
  if (isWornThin(task)) return false
  if (isEverybodyAtRest(context.state.workers)) return context.isDue(at + AT_REST_PAUSE_MS)
  return context.isDue(Math.max(at + BASE_QUIET_MS, (task.verified?.at ?? 0) + pauseMs(BASE_PAUSE_MS, task)))
}

function declareVoid(context: PolicyContext, task: TaskState, { because, reason }: Doubt): boolean {
  if (task.worker === null) return false
  context.record({ kind: 'verification.voided', worker: task.worker, task: task.id, because, reason }, reason)
  return true
}

/** Returns true if the proof is being checked now. */
function recheck(context: PolicyContext, task: TaskState): boolean {
  const { recheck: why, worker, assignment } = task
  if (why === null || worker === null || assignment === null) return false
  const movedAt = Math.max(why.at, tipOfBranch(context.state, task)?.at ?? 0)
  // If base has moved, czar has already waited until base stayed still, so it need not wait again.
  const isAtOnce = (why.because === 'person' || why.because === 'base') && why.errors === 0
  if (!isAtOnce && !context.isDue(movedAt + pauseMs(BRANCH_PAUSE_MS, task))) return false
  context.perform({ do: 'verify', worker, assignment }, `${task.id} is checked again: ${why.reason}`)
  return true
}

function pauseMs(shortest: number, { rechecks, recheck }: TaskState): number {
  return backoffMs(rechecks + (recheck?.errors ?? 0) + 1, { min: shortest, max: LONGEST_PAUSE_MS })
}

const isEverybodyAtRest = memoizeLast((workers: State['workers']) => Object.values(workers).every(worker => worker.assignment === null))

function isRechecking({ effects, assignments, tasks }: State): boolean {
  return Object.values(effects).some(({ action, id }) => {
    const assignment = action === 'verify' ? own(assignments, id.slice('verify:'.length) as AssignmentId) : undefined
    return assignment !== undefined && own(tasks, assignment.task)?.state === 'stale'
  })
}
