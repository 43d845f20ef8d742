import type { TaskState } from './types/task-state.ts'

/** A failed task as it was before it was first given out; what is proven may be proven anew as often as at first. */
export function retried(task: TaskState): TaskState {
  if (task.state === 'verified' || task.state === 'stale')
    return { ...task, rechecks: 0, recheck: task.recheck && { ...task.recheck, errors: 0 } }
  if (task.state !== 'failed') return task
  // Its own worker begins it anew; who had a bonus task before stays known.
  const earlier = task.kind === 'primary' ? [] : task.earlier
  return { ...task, earlier, state: 'waiting', worker: null, assignment: null, attempts: 0, endedAt: null, failure: null }
}
