import type { VoidCause } from '../../../events/work-event.ts'
import { own } from '../../../model/own.ts'
import { branchOfAssignment, branchOfTask } from '../../../state/facts/branch-of.ts'
import type { State } from '../../../state/types/state.ts'
import type { AssignmentState, Proof, TaskState } from '../../../state/types/task-state.ts'
import { memoizeLast } from '../../engine/memoize-last.ts'

/** Why what was proven of a task is no longer what is there. */
export interface Doubt {
  readonly because: VoidCause
  readonly reason: string
  /** Since when. */
  readonly at: number
}

/** Does the proof of a verified task still hold, as far as is known? Unknown is no doubt, and what landed in base is settled. */
export function doubtOf(state: State, task: TaskState): Doubt | null {
  const proof = task.verified
  if (proof === null || task.state !== 'verified' || task.worker === null) return null
  const standing = state.refs === null ? undefined : own(state.refs.standing, proof.commit)
  if (standing === 'landed') return null
  return gateDoubt(state, task, proof) ?? branchDoubt(state, task, proof) ?? (standing === 'behind' ? baseDoubt(state, proof) : null)
}

/** The task's branch, as far as it was looked at: a commit, null for one that is gone, undefined when unknown. */
export function tipOfBranch(state: State, task: TaskState) {
  const branch = branchOfTask(state, task)
  return branch === null || state.refs === null ? undefined : own(state.refs.branches, branch)
}

/**
 * Was nothing else done on the task's branch after it? Each task has a branch of its own now; journals of earlier versions have
 * bonus tasks on top of the worker's own, and there later commits are another task's.
 */
export function isNewestWork(state: State, task: TaskState): boolean {
  const assignment = own(state.assignments, task.assignment ?? '')
  return assignment !== undefined && newestAssignments(state.assignments).get(placeOf(assignment)) === assignment.id
}

const newestAssignments = memoizeLast((assignments: State['assignments']) => {
  // The journal's order is the order in which they were given.
  return new Map(Object.values(assignments).map(assignment => [placeOf(assignment), assignment.id]))
})

function placeOf({ branch, worker }: AssignmentState): string {
  return branch ?? `:${worker}`
}

/** Does the worker of a task work on something on the task's branch? */
function isInUse(state: State, task: TaskState): boolean {
  const open = own(state.assignments, own(state.workers, task.worker ?? '')?.assignment ?? '')
  return open !== undefined && branchOfAssignment(state, open) === branchOfTask(state, task)
}

function gateDoubt(state: State, { accept }: TaskState, proof: Proof): Doubt | null {
  if (accept.length === proof.accept.length && accept.every((command, at) => command === proof.accept[at])) return null
  return { because: 'gate', reason: 'its accept commands are others than those that proved it', at: state.czar.startedAt }
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
  // Commits while something is done on the branch belong to that.
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
