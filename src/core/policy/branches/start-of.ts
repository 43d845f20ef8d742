import { asideOf } from '../../landing/boarding.ts'
import { testedStart } from '../../landing/tested-start.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { ownTask } from '../facts/work/tasks.ts'

/** Where the branch of an attempt starts. Such a branch starts on proven work only. */
export interface StartOfBranch {
  /** The proven commit at which the branch starts, or null if it starts at base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
}

/**
 * Decides where a branch starts. The best place is the newest tested tree of the train that has the work of all tasks that this task needs
 * and, for a bonus task, the worker's own work. If there is no such tree, a bonus task starts at its worker's own proven commit, unless
 * that is kept off the train, and a worker's own task starts at base. The proven commits of the needed tasks are then merged into the
 * branch.
 */
export function startOf(state: State, worker: WorkerState, task: TaskState): StartOfBranch {
  const own = task.kind === 'bonus' ? ownTask(state, worker) : null
  const stands = own !== null && (state.train === null || asideOf(state, state.train, own.id) === null) ? own : null
  const tested = testedStart(state, [...task.after, ...(stands === null ? [] : [stands.id])])
  if (tested.length > 0) return { onto: null, includes: tested }
  const includes = task.after.flatMap(id => provenCommit(state.tasks[id]))
  return { onto: stands === null ? null : (provenCommit(stands)[0] ?? null), includes }
}

function provenCommit(task: TaskState | undefined): readonly CommitSha[] {
  return task?.state === 'verified' && task.verified !== null ? [task.verified.commit] : []
}
