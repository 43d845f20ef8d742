import type { TaskState } from './types/task-state.ts'

/** Makes a failed task as it was before its first assignment. For a proven task, rechecks of its proof are counted from 0 again. */
export function retried(task: TaskState): TaskState {
  if (task.state === 'verified' || task.state === 'stale')
    return { ...task, rechecks: 0, recheck: task.recheck && { ...task.recheck, errors: 0 } }
  if (task.state !== 'failed') return task
  // A worker's own task has only this worker, so it begins without a past. A bonus task keeps the list of workers that had it.
  const earlier = task.kind === 'primary' ? [] : task.earlier
  const sentBack = task.sentBack === undefined ? {} : { sentBack: { ...task.sentBack, times: 0 } }
  return { ...task, ...sentBack, earlier, state: 'waiting', worker: null, assignment: null, attempts: 0, endedAt: null, failure: null }
}
