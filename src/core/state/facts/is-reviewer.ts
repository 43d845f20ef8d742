import type { State } from '../types/state.ts'
import type { TaskState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** Whether czar added the worker to review proven work. Such a worker has no branch, claims nothing as done, and gets no other task. */
export function isReviewer({ config }: Pick<WorkerState, 'config'>): boolean {
  return config.reviews !== undefined
}

/** Returns the tasks that people want done. The tasks of reviewers are left out. */
export function wantedTasks({ tasks }: Pick<State, 'tasks'>): readonly TaskState[] {
  return Object.values(tasks).filter(({ kind }) => kind !== 'review')
}
