import type { TaskId } from '../../../model/ids.ts'
import type { State } from '../../../state/types/state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { queuedTasks } from './tasks.ts'
import { whyNoBonus, whyNotThis } from './why-never.ts'

/** Returns the waiting tasks of the queue that no worker will ever get unless a person acts. */
export function unclaimedTasks(state: State): ReadonlySet<TaskId> {
  return unclaimedIn(state)
}

const unclaimedIn = memoizeLast((state: State): ReadonlySet<TaskId> => {
  const waiting = queuedTasks(state).filter(task => !isOutOfReach(state, task))
  if (waiting.length === 0) return new Set()
  const workers = Object.values(state.workers)
  // This runs at every event, so the loop ends early. Usually the first worker that may take one of the tasks may take all of them.
  const first = workers.find(worker => whyNoBonus(state, worker) === null)
  if (first !== undefined && waiting.every(task => whyNotThis(state, first, task) === null)) return new Set()
  const able = workers.filter(worker => whyNoBonus(state, worker) === null)
  return new Set(waiting.filter(task => !able.some(worker => whyNotThis(state, worker, task) === null)).map(task => task.id))
})
