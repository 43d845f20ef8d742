import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { isInFile, ownTask, unmetDependencies } from './tasks.ts'

/** Whether others may work on parts of the worker's own task: the task can begin or is being worked on. */
export function mayHaveChildren(state: State, worker: WorkerState): boolean {
  const task = ownTask(state, worker)
  if (task === null || worker.stopped !== null || !isInFile(state, worker)) return false
  return (task.state === 'waiting' || task.state === 'assigned') && unmetDependencies(state, task).length === 0
}
