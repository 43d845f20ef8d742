import type { TaskState } from './types/task-state.ts'

/** A failed task in its state before the first assignment; a proven task gets its full number of rechecks back. */
export function retried(task: TaskState): TaskState {
  if (task.state === 'verified' || task.state === 'stale')
    return { ...task, rechecks: 0, recheck: task.recheck && { ...task.recheck, errors: 0 } }
  if (task.state !== 'failed') return task
  // A primary task's only worker starts over; a bonus task keeps its earlier holders.
  const earlier = task.kind === 'primary' ? [] : task.earlier
  return { ...task, earlier, state: 'waiting', worker: null, assignment: null, attempts: 0, endedAt: null, failure: null }
}
