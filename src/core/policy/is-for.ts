import type { TaskState } from '../model/task-state.ts'
import type { WorkerState } from '../model/worker-state.ts'

/** Is the bonus task one for this worker? Not what it tried before, nor what a person keeps for another. */
export function isFor(worker: WorkerState, task: TaskState): boolean {
  return !worker.tried.includes(task.id) && (task.reservedFor === null || task.reservedFor === worker.id)
}
