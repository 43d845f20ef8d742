import { homeBranch } from '../../state/facts/branch-of.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Returns the branch for an attempt at a task. It has the name of the task and, from the second attempt on, a number. */
export function nameBranch(state: State, { config }: WorkerState, task: TaskState): string {
  const taken = new Set(branchesInUse(state))
  const name = `${prefixOf(config)}${task.id}`
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name}-${number}`)) number++
  return `${name}-${number}`
}

/** Returns the branches that workers have or will have, and those of all attempts so far. A new attempt must use none of them. */
export function branchesInUse({ workers, assignments }: Pick<State, 'workers' | 'assignments'>): readonly string[] {
  const own = Object.values(workers).flatMap(worker => [worker.config.branch, homeBranch(worker)])
  return [...own, ...Object.values(assignments).flatMap(({ branch }) => branch ?? [])]
}

/**
 * Returns the part of a branch name before the task. For example, a worker whose own branch is `team/api` does a bonus task on
 * `team/<task>`.
 */
function prefixOf({ id, branch }: WorkerState['config']): string {
  return branch.endsWith(`/${id}`) ? branch.slice(0, -id.length) : 'feat/'
}
