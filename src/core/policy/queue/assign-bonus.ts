import type { AssignmentId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { nameBranch } from '../branches/name-branch.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isReady } from '../facts/is-ready.ts'
import { failedSwitch } from '../facts/work/failed-switch.ts'
import { getsNoWork } from '../facts/work/gets-no-work.ts'
import { availableBonus, isFree } from '../facts/work/tasks.ts'
import { awaitsReturn } from '../landing/return-work.ts'
import { isTrainMoving } from '../landing/tend-train.ts'
import { bestOf } from './best-of.ts'
import { explainMatch } from './score.ts'

/**
 * Gives tasks of the queue to free workers whose own task is verified. Tasks that a person assigned come first, and then each task goes to
 * the worker that suits it best.
 */
export function assignBonus(context: PolicyContext): void {
  const { state } = context
  const available = availableBonus(state)
  if (available.length === 0) return
  const free = new Set(Object.values(state.workers).filter(worker => canBeGiven(state, worker)))
  const reserved = available.filter(task => task.reservedFor !== null)
  for (const task of [...reserved, ...available.filter(task => task.reservedFor === null)]) {
    if (free.size === 0) return
    const best = bestOf(state, task, free)
    if (best === null) continue
    free.delete(best)
    give(context, best, task)
  }
}

/** Gives the task to the worker. The task's own branch is made when it is checked out in the worktree. */
function give(context: PolicyContext, worker: WorkerState, task: TaskState): void {
  const assignment = `${task.id}.${task.given + 1}` as AssignmentId
  const reason = whyThisOne(context.state, worker, task)
  const branch = nameBranch(context.state, worker, task)
  context.record(
    { kind: 'assignment.created', worker: worker.id, assignment, task: task.id, assignmentKind: 'bonus', branch, fromSha: null, reason },
    reason,
  )
}

function whyThisOne(state: State, worker: WorkerState, task: TaskState): string {
  if (task.reservedFor !== null) return `a person assigned ${task.id} to ${worker.id}`
  const { points, reasons } = explainMatch(state, worker, task)
  return `best match for ${task.id} among those who are free: ${reasons.length === 0 ? 'nothing speaks for another' : reasons.join(', ')} (${points})`
}

function canBeGiven(state: State, worker: WorkerState): boolean {
  if (!isFree(state, worker) || !isReady(worker) || !isResting(worker) || worker.missing !== null) return false
  if (worker.worktree === null || failedSwitch(state, worker) !== null) return false
  if (awaitsReturn(state, worker) && isTrainMoving(state)) return false
  return !getsNoWork(state, worker) && !isUnderWay(state, worker.id, 'end_agent')
}

function isResting(worker: WorkerState): boolean {
  return worker.agent?.turn !== 'busy' && worker.agent?.turn !== 'waiting'
}
