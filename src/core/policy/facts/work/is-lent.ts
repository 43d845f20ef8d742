import type { TaskState } from '../../../state/types/task-state.ts'

/** Whether the task belongs to the queue: a bonus task, or a worker's own that was taken from it. */
export function isLent(task: TaskState): boolean {
  return task.kind === 'bonus' || task.earlier.length > 0
}
