import type { WorkerId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isFor } from '../facts/work/is-for.ts'
import { ownTask, unmetDependencies } from '../facts/work/tasks.ts'
import { whyNever } from '../facts/work/why-never.ts'

/** Whether another worker could do the task, either now or as soon as that worker's own task is verified. */
export function canBeTaken(state: State, task: TaskState, holder: WorkerId | null): boolean {
  // Another attempt already works on the same task, so no worker needs to take it.
  if (task.kind === 'review' || task.attempt !== undefined) return false
  return Object.values(state.workers).some(
    worker =>
      worker.id !== holder && !worker.paused && canBegin(state, worker) && isFor(worker, task) && whyNever(state, worker, task) === null,
  )
}

/** Whether the worker's own task has begun or could begin now. If its own task still waits, it may be waiting for the task in question. */
function canBegin(state: State, worker: WorkerState): boolean {
  const own = ownTask(state, worker)
  return own !== null && (own.state !== 'waiting' || unmetDependencies(state, own).length === 0)
}
