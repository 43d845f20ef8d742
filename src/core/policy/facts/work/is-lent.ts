import type { TaskState } from '../../../state/types/task-state.ts'

/** Whether the task belongs to the queue: it is a bonus task, or a worker's own task that was taken from that worker. */
export function isLent(task: TaskState): boolean {
  return task.kind === 'bonus' || task.earlier.length > 0
}
