import { asideOf } from '../../landing/boarding.ts'
import { testedStart } from '../../landing/tested-start.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { ownTask } from '../facts/work/tasks.ts'

/** Where an attempt's branch starts. It starts with proven work only. */
export interface StartOfBranch {
  /** The proven commit where the branch starts; null: base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
}

/**
 * A branch starts on the newest tested tree that has the task's dependencies and, for a bonus task, the worker's own work. Without such a
 * tree, a bonus task starts on its worker's own proven work, unless that is set aside. A worker's own task then starts on base. In both
 * cases the branch includes the proven commits of the dependencies.
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
