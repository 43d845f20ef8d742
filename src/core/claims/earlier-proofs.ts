import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** The proof of another task, and the worker in whose environment that task's commands ran. */
export interface EarlierProof {
  readonly task: TaskId
  readonly worker: WorkerState
  readonly commit: CommitSha
  readonly accept: readonly string[]
}

/**
 * Returns the proofs of the other tasks. If the checked commit contains the commit of such a proof, the commands of that other task must
 * pass as well, because the result is about everything in the commit.
 */
export function earlierProofs({ tasks, workers }: Pick<State, 'tasks' | 'workers'>, { id }: TaskState): readonly EarlierProof[] {
  return Object.values(tasks).flatMap(task => {
    const worker = own(workers, task.worker ?? '')
    if (task.id === id || task.verified === null || worker === undefined || task.verified.accept.length === 0) return []
    return [{ task: task.id, worker, commit: task.verified.commit, accept: task.verified.accept }]
  })
}
