import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { hasLost } from './facts/attempts.ts'
import type { State } from './types/state.ts'
import { updateTask, updateWorker } from './update.ts'

/** Makes a finished task wait again. The new work starts at the proven commit. A task that waits or that a worker has stays as it is. */
export function renewTask(state: State, id: TaskId): State {
  const task = own(state.tasks, id)
  if (task === undefined || task.state === 'waiting' || task.state === 'assigned' || hasLost(task)) return state
  const renewed = updateTask(state, id, ({ verified, from }) => ({
    state: 'waiting',
    from: verified?.commit ?? from,
    worker: null,
    assignment: null,
    verified: null,
    recheck: null,
    rechecks: 0,
    reservedFor: null,
    droppedBy: null,
    earlier: [],
    attempts: 0,
    assignedAt: null,
    endedAt: null,
    failure: null,
  }))
  const forgotten = Object.values(renewed.workers).filter(worker => worker.tried.includes(id))
  return forgotten.reduce(
    (next, worker) => updateWorker(next, worker.id, ({ tried }) => ({ tried: tried.filter(other => other !== id) })),
    renewed,
  )
}
