import type { LeftWork, ReturnHow } from '../../events/work-event.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { branchOfAssignment } from '../../state/facts/branch-of.ts'
import { awaitedChildren } from '../../state/facts/children.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasLookedAfresh } from '../engine/look-afresh.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { waitedConflict } from '../facts/work/wait-for-other.ts'
import { whyNever } from '../facts/work/why-never.ts'
import { leaseOf } from './lease.ts'
import { presume } from './presume.ts'

/**
 * Gives a bonus task back to the queue if its worker was stopped, refuses the task, or showed no activity for too long. If the worker has
 * claimed the task, that claim is checked first.
 */
export function giveBack(context: PolicyContext, worker: WorkerState): void {
  const assignment = openAssignment(context.state, worker)
  if (assignment === null || assignment.kind !== 'bonus') return
  if (isBeingChecked(assignment)) return
  const why = whyBack(context, worker, assignment)
  const isLapsed = why?.how === 'silent' || why?.how === 'parked'
  if (why === null || (isLapsed && presume(context, worker, assignment, why.reason))) return
  returnTask(context, worker, { assignment, ...why })
}

interface Return {
  readonly assignment: AssignmentState
  readonly how: ReturnHow
  /** Why the worker loses the task, worded as the end of a sentence that begins with the worker's name. */
  readonly reason: string
}

/**
 * Gives a task back to the queue and records which branch and commit hold the unfinished work. Czar first reads the worktree, because the
 * next worker is told where that work is.
 */
export function returnTask(context: PolicyContext, worker: WorkerState, { assignment, how, reason }: Return): void {
  if (!hasLookedAfresh(context, worker)) return
  const left = leftWork(context.state, worker, assignment)
  const words = `${worker.id} ${reason}; ${sayLeft(left)}`
  context.record({ kind: 'assignment.returned', worker: worker.id, assignment: assignment.id, reason: words, how, left }, words)
}

function sayLeft({ branch, commit, isNothing }: LeftWork): string {
  if (commit !== null) return `its work is on ${branch} up to ${commit.slice(0, 8)}`
  return isNothing ? 'no work on it was committed' : `it is not known what was committed on ${branch}`
}

function whyBack(context: PolicyContext, worker: WorkerState, assignment: AssignmentState): Pick<Return, 'how' | 'reason'> | null {
  const { task, refusal } = assignment
  if (worker.stopped === 'person') return { how: 'stopped', reason: 'was stopped by a person' }
  if (worker.stopped === 'closed') return { how: 'stopped', reason: 'had its session closed from outside' }
  if (worker.stopped === 'over') return { how: 'stopped', reason: 'has used up its budget' }
  if (refusal !== null) return { how: 'refused', reason: `refuses ${task}: ${refusal}` }
  if (waitedConflict(context, assignment) !== null || awaitedChildren(context.state, worker).length > 0) return null
  const expiresAt = leaseOf(context.state, worker)?.expiresAt ?? null
  if (expiresAt === null || context.state.czar.phase === 'stopping' || !context.isDue(expiresAt) || !isWanted(context, worker, task))
    return null
  const minutes = Math.round(context.policy.leaseMs / 60_000)
  const how = isParked(context.state, worker) ? 'parked' : 'silent'
  return {
    how,
    reason: `gave no sign of life for ${minutes} min${how === 'parked' ? ' while its account was limited' : ''}: its lease of ${task} ran out`,
  }
}

/**
 * Whether it helps to take the task away from its worker. It helps if another worker may have the task, and if that worker does not wait
 * for the same account limit.
 */
function isWanted({ state }: PolicyContext, holder: WorkerState, id: AssignmentState['task']): boolean {
  const task = state.tasks[id]
  const waits = isParked(state, holder)
  return (
    task !== undefined &&
    Object.values(state.workers).some(
      worker => worker.id !== holder.id && whyNever(state, worker, task) === null && !(waits && isParked(state, worker)),
    )
  )
}

function leftWork(state: State, { config, git, looked }: WorkerState, assignment: AssignmentState): LeftWork {
  const branch = branchOfAssignment(state, assignment) ?? config.branch
  if (assignment.fromSha === null) return { branch, commit: null, isNothing: true }
  // Czar asks for the last commit of the branch, because the worktree may be on another branch.
  const tip = looked?.branch === branch ? looked.tip : git?.branch === branch ? git.head : null
  return tip === assignment.fromSha ? { branch, commit: null, isNothing: true } : { branch, commit: tip }
}
