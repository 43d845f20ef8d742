import type { TaskState } from '../../../state/types/task-state.ts'

/** Whether any worker may take the task: it is a bonus task, or it was taken away from the worker to which it belonged. */
export function isLent(task: TaskState): boolean {
  return task.kind === 'bonus' || task.earlier.length > 0
}
