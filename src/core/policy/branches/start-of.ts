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
 * A bonus task starts on its worker's own proven work. Another worker's own task starts on base, as it would have there. Both
 * include the proven commits of their dependencies.
 */
export function startOf(state: State, worker: WorkerState, task: TaskState): StartOfBranch {
  const own = task.kind === 'bonus' ? ownTask(state, worker) : null
  const includes = task.after.flatMap(id => provenCommit(state.tasks[id]))
  return { onto: own === null ? null : (provenCommit(own)[0] ?? null), includes }
}

function provenCommit(task: TaskState | undefined): readonly CommitSha[] {
  return task?.state === 'verified' && task.verified !== null ? [task.verified.commit] : []
}
