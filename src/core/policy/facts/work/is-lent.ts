import type { TaskState } from '../../../state/types/task-state.ts'

/** Is the task one of the queue: a bonus task, or a worker's own that it was relieved of? */
export function isLent(task: TaskState): boolean {
  return task.kind === 'bonus' || task.earlier.length > 0
}
