import type { TaskState } from '../../../state/types/task-state.ts'

/** Whether any worker may take the task: it is a bonus task, or its own worker has lost it. */
export function isLent(task: TaskState): boolean {
  return task.kind === 'bonus' || task.earlier.length > 0
}
