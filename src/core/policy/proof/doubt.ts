import { own } from '../../model/own.ts'
import type { State } from '../../model/state.ts'
import type { Proof, TaskState } from '../../model/task-state.ts'
import type { VoidCause } from '../../model/work-event.ts'
import { latest } from '../latest.ts'

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

/** The branch of the task's worker, as far as it was looked at: a commit, null for one that is gone, undefined when unknown. */
export function tipOfBranch(state: State, { worker }: TaskState) {
  return worker === null || state.refs === null ? undefined : own(state.refs.branches, worker)
}

/** Was nothing given to the worker after this task? Later commits are another task's, and its proof stands by itself. */
export function isNewestWork(state: State, task: TaskState): boolean {
  return task.worker !== null && newestAssignments(state.assignments).get(task.worker) === task.assignment
}

const newestAssignments = latest((assignments: State['assignments']) => {
  // The journal's order is the order in which they were given.
  return new Map(Object.values(assignments).map(({ worker, id }) => [worker, id]))
})

function gateDoubt(state: State, { accept }: TaskState, proof: Proof): Doubt | null {
  if (proof.accept === accept || JSON.stringify(proof.accept) === JSON.stringify(accept)) return null
  return { because: 'gate', reason: 'its accept commands are others than those that proved it', at: state.czar.startedAt }
}

function branchDoubt(state: State, task: TaskState, proof: Proof): Doubt | null {
  const tip = tipOfBranch(state, task)
  const worker = own(state.workers, task.worker ?? '')
  if (tip === undefined || worker === undefined || state.refs === null) return null
  const branch = worker.worktree?.branch ?? worker.config.branch
  if (tip.commit === null) return { because: 'branch', reason: `its branch ${branch} was deleted`, at: tip.at }
  if (own(state.refs.standing, proof.commit) === 'lost')
    return {
      because: 'branch',
      reason: `${branch} was set back: ${short(proof.commit)}, which was proven, is not on it any more`,
      at: tip.at,
    }
  // What is committed while it has a task belongs to that task.
  if (tip.commit === proof.commit || worker.assignment !== null || !isNewestWork(state, task)) return null
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
