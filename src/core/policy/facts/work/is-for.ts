import type { TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'

/** Whether this worker may take the bonus task: it has not tried the task before, and no person has reserved it for another worker. */
export function isFor(worker: WorkerState, task: TaskState): boolean {
  return !worker.tried.includes(task.id) && (task.reservedFor === null || task.reservedFor === worker.id)
}
