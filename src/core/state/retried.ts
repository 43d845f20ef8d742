import type { TaskState } from '../model/task-state.ts'

/** A failed task as it was before it was first given out; any other as it is. */
export function retried(task: TaskState): TaskState {
  if (task.state !== 'failed') return task
  return { ...task, state: 'waiting', worker: null, assignment: null, attempts: 0, endedAt: null, failure: null }
}
