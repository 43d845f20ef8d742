import type { TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'

/** Is the bonus task one for this worker? Not what it tried before, nor what a person keeps for another. */
export function isFor(worker: WorkerState, task: TaskState): boolean {
  return !worker.tried.includes(task.id) && (task.reservedFor === null || task.reservedFor === worker.id)
}
