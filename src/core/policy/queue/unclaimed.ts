import type { TaskId } from '../../model/ids.ts'
import type { State } from '../../model/state.ts'
import { derived } from '../derived.ts'
import { isLent } from '../is-lent.ts'
import { isOutOfReach } from '../out-of-reach.ts'
import { whyNoBonus } from '../why-never.ts'

/** The waiting tasks of the queue that none of the workers will ever be given, unless a person has a word in it. */
export function unclaimedTasks(state: State): ReadonlySet<TaskId> {
  return unclaimedIn(state)
}

const unclaimedIn = derived((state: State): ReadonlySet<TaskId> => {
  const waiting = Object.values(state.tasks).filter(task => isLent(task) && task.state === 'waiting' && !isOutOfReach(state, task))
  if (waiting.length === 0) return new Set()
  const able = Object.values(state.workers).filter(worker => whyNoBonus(state, worker) === null)
  return new Set(waiting.filter(task => !able.some(worker => !worker.tried.includes(task.id))).map(task => task.id))
})
