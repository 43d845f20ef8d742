import { asideOf } from '../../landing/boarding.ts'
import { testedStart } from '../../landing/tested-start.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { ownTask } from '../facts/work/tasks.ts'

/** The start of an attempt's branch: proven work only. */
export interface StartOfBranch {
  /** null: base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
}

/**
 * A branch starts on the newest tested tree that has its dependencies, and for a bonus task its worker's own work. Where there is
 * none, a bonus task starts on its worker's own proven work, unless that is set aside, and another worker's own task on base. Both
 * include the proven commits of their dependencies.
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
