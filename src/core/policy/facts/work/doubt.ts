import type { EarlierWork } from '../../../events/duplicate-event.ts'
import type { VoidCause } from '../../../events/work-event.ts'
import { own } from '../../../model/own.ts'
import { isInBase } from '../../../model/refs-state.ts'
import { sameItems } from '../../../model/same-items.ts'
import { branchOfAssignment, branchOfTask } from '../../../state/facts/branch-of.ts'
import { isMerged } from '../../../state/facts/is-merged.ts'
import type { State } from '../../../state/types/state.ts'
import type { AssignmentState, Proof, TaskState } from '../../../state/types/task-state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'
import { provenTasks } from './proven-tasks.ts'

/** Why a task's proof may no longer be right. */
export interface Doubt {
  readonly because: VoidCause
  readonly reason: string
  /** When the doubt arose. */
  readonly at: number
}

/**
 * Returns why the proof of a verified task is no longer right, as far as czar knows, or null if it is right. If czar lacks knowledge, that
 * is not a reason for doubt. Work that is in base is not doubted any more.
 */
export function doubtOf(state: State, task: TaskState): Doubt | null {
  const proof = task.verified
  if (proof === null || task.state !== 'verified' || task.worker === null) return null
  if (proof.by !== undefined) return gateDoubt(state, task, proof) ?? duplicateDoubt(state, proof.by)
  const standing = state.refs === null ? undefined : own(state.refs.standing, proof.commit)
  if (isInBase(standing) || isMerged(state.forge, proof.commit)) return null
  return gateDoubt(state, task, proof) ?? branchDoubt(state, task, proof) ?? (standing === 'behind' ? baseDoubt(state, proof) : null)
}

/** Whether czar is sure of a task's proof: there is no doubt, and czar knows whether base has moved since. */
export function isSure(state: State): (task: TaskState) => boolean {
  return task => task.verified !== null && state.refs?.standing[task.verified.commit] !== undefined && doubtOf(state, task) === null
}

/**
 * Returns all proven tasks whose proof may be in doubt. This runs after every event, so it is fast for the many tasks whose branch has not
 * moved.
 */
export const disputableTasks = memoizeLast(
  ({ tasks, assignments, refs }: State) => provenTasks(tasks).filter(task => !isUndisturbed(task, { assignments, refs })),
  (before, after) => before.tasks === after.tasks && before.assignments === after.assignments && before.refs === after.refs,
)

/**
 * Whether the task's branch is still at the proven commit. If so, `doubtOf` returns null, whatever the worker does. The look-up may also
 * find a key that every object inherits. That does no harm, because the value of such a key never equals a commit, and checking for it
 * would take twice as long.
 */
function isUndisturbed(
  { assignment, accept, verified: proof }: TaskState,
  { assignments, refs }: Pick<State, 'assignments' | 'refs'>,
): boolean {
  if (proof === null || refs === null) return false
  if (proof.by !== undefined) return false
  const standing = refs.standing[proof.commit]
  if (isInBase(standing)) return true
  const isOnBase = standing === 'current' || (standing === 'behind' && refs.base.commit === proof.base)
  if (!isOnBase || !sameItems(accept, proof.accept)) return false
  const branch = assignments[assignment ?? '']?.branch
  return branch != null && refs.branches[branch]?.commit === proof.commit
}

/**
 * Returns the last commit of the task's branch when czar last looked. `commit` is null if the branch is deleted, and undefined if czar does
 * not know.
 */
export function tipOfBranch(state: State, task: TaskState) {
  const branch = branchOfTask(state, task)
  return branch === null || state.refs === null ? undefined : own(state.refs.branches, branch)
}

/**
 * Whether this task is the newest one on its branch. Now each task has its own branch. In journals of earlier versions, bonus tasks were
 * done one after the other on the worker's own branch, so later commits there belong to another task.
 */
export function isNewestWork(state: State, task: TaskState): boolean {
  const assignment = own(state.assignments, task.assignment ?? '')
  return assignment !== undefined && newestAssignments(state.assignments).get(placeOf(assignment)) === assignment.id
}

const newestAssignments = memoizeLast((assignments: State['assignments']) => {
  // The assignments are in the order in which they were made, so for each branch the newest one remains.
  return new Map(Object.values(assignments).map(assignment => [placeOf(assignment), assignment.id]))
})

function placeOf({ branch, worker }: AssignmentState): string {
  return branch ?? `:${worker}`
}

/** Whether the task's worker is working on an assignment on this branch. */
function isInUse(state: State, task: TaskState): boolean {
  const open = own(state.assignments, own(state.workers, task.worker ?? '')?.assignment ?? '')
  return open !== undefined && branchOfAssignment(state, open) === branchOfTask(state, task)
}

function gateDoubt(state: State, { accept }: TaskState, proof: Proof): Doubt | null {
  if (sameItems(accept, proof.accept)) return null
  return { because: 'gate', reason: 'its accept commands have changed since its proof', at: state.czar.startedAt }
}

/**
 * Returns the doubt about a task that another task's work proved. There is doubt if that other task is no longer proven at the same commit.
 * Returns null while the other task is being worked on, because its new commit is not known yet.
 */
function duplicateDoubt({ tasks, czar }: State, { task: id, commit }: EarlierWork): Doubt | null {
  const other = id === null ? undefined : own(tasks, id)
  if (id === null || other?.state === 'assigned' || other?.state === 'waiting') return null
  const at = other?.endedAt ?? czar.startedAt
  if (other?.verified == null) return { because: 'branch', reason: `${id}, whose work proved it, ended without a proof`, at }
  if (other.verified.commit === commit) return null
  return {
    because: 'commit',
    reason: `${id} is proven at ${short(other.verified.commit)}, and its work proved this at ${short(commit)}`,
    at,
  }
}

function branchDoubt(state: State, task: TaskState, proof: Proof): Doubt | null {
  const tip = tipOfBranch(state, task)
  const branch = branchOfTask(state, task)
  if (tip === undefined || branch === null || state.refs === null) return null
  if (tip.commit === null) return { because: 'branch', reason: `its branch ${branch} was deleted`, at: tip.at }
  if (own(state.refs.standing, proof.commit) === 'lost')
    return {
      because: 'branch',
      reason: `${branch} was set back: ${short(proof.commit)}, which was proven, is not on it any more`,
      at: tip.at,
    }
  // While an assignment is open on the branch, new commits belong to that assignment.
  if (tip.commit === proof.commit || isInUse(state, task) || !isNewestWork(state, task)) return null
  return { because: 'commit', reason: `${branch} is at ${short(tip.commit)}, and ${short(proof.commit)} was proven`, at: tip.at }
}

function baseDoubt({ refs, project }: State, proof: Proof): Doubt | null {
  if (refs === null || proof.base === null || refs.base.commit === proof.base) return null
  return {
    because: 'base',
    reason: `${project?.base ?? 'base'} is at ${short(refs.base.commit)}, and it was proven on ${short(proof.base)}`,
    at: refs.base.at,
  }
}

function short(commit: string): string {
  return commit.slice(0, 8)
}
