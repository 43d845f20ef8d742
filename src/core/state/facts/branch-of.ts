import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { AssignmentState, TaskState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** Returns the branch of a worker's own task: the one that was made or, if none was made yet, the one in the project file. */
export function homeBranch({ worktree, config }: Pick<WorkerState, 'worktree' | 'config'>): string {
  return worktree?.home.branch ?? config.branch
}

/** Returns the branch of an assignment, or null if its worker is unknown. */
export function branchOfAssignment({ workers }: Pick<State, 'workers'>, { branch, worker }: AssignmentState): string | null {
  if (branch !== null) return branch
  const holder = own(workers, worker)
  return holder === undefined ? null : homeBranch(holder)
}

/** Returns the branch with a task's work, or null if the task has no assignment. */
export function branchOfTask(state: Pick<State, 'workers' | 'assignments'>, { assignment }: Pick<TaskState, 'assignment'>): string | null {
  const held = assignment === null ? undefined : own(state.assignments, assignment)
  return held === undefined ? null : branchOfAssignment(state, held)
}

/** Whether the branch with a task's work was deleted. */
export function isBranchGone(state: Pick<State, 'workers' | 'assignments' | 'refs'>, task: Pick<TaskState, 'assignment'>): boolean {
  const branch = branchOfTask(state, task)
  return branch !== null && state.refs !== null && own(state.refs.branches, branch)?.commit === null
}
