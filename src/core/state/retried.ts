import type { TaskState } from './types/task-state.ts'

/** Puts a failed task back to its state before the first assignment. A proven task gets its full number of rechecks again. */
export function retried(task: TaskState): TaskState {
  if (task.state === 'verified' || task.state === 'stale')
    return { ...task, rechecks: 0, recheck: task.recheck && { ...task.recheck, errors: 0 } }
  if (task.state !== 'failed') return task
  // A primary task's only worker starts anew. A bonus task keeps the list of its earlier workers.
  const earlier = task.kind === 'primary' ? [] : task.earlier
  return { ...task, earlier, state: 'waiting', worker: null, assignment: null, attempts: 0, endedAt: null, failure: null }
}
