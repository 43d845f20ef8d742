import type { CommitSha } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { WorkedBranch } from '../../ports/git-port.ts'
import type { State } from '../types/state.ts'
import type { AssignmentState } from '../types/task-state.ts'
import { branchOfAssignment } from './branch-of.ts'
import { isReviewer } from './is-reviewer.ts'

/** Returns all branches on which workers work or have worked, each with the newest assignment on it. */
export function workedBranches(state: Pick<State, 'workers' | 'assignments'>): readonly WorkedBranch[] {
  const newest = new Map<string, WorkedBranch>()
  for (const assignment of Object.values(state.assignments)) {
    const worked = workedBranch(state, assignment)
    if (worked !== null) newest.set(worked.branch, worked)
  }
  return [...newest.values()]
}

/** Returns the branch of one assignment, or null if the branch does not exist yet or never will. */
export function workedBranch(state: Pick<State, 'workers'>, assignment: AssignmentState): WorkedBranch | null {
  const holder = own(state.workers, assignment.worker)
  if (holder !== undefined && isReviewer(holder)) return null
  const branch = branchOfAssignment(state, assignment)
  return branch === null || assignment.fromSha === null ? null : { branch, since: assignment.at, from: assignment.fromSha }
}

/** Returns the proven commits of all tasks. */
export function allProven({ tasks }: Pick<State, 'tasks'>): readonly CommitSha[] {
  return [...new Set(Object.values(tasks).flatMap(({ verified, from }) => [verified?.commit ?? [], from ?? []].flat()))]
}
