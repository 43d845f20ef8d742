import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'

/** Whether the task has a proof, even if the proof no longer counts. */
export function isProven(task: Pick<TaskState, 'state'> | undefined): boolean {
  return task?.state === 'verified' || task?.state === 'stale'
}

export const provenTasks = memoizeLast((tasks: State['tasks']) => Object.values(tasks).filter(isProven))
