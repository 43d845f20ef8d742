import type { TaskId } from '../../../model/ids.ts'
import { livingRivals } from '../../../state/facts/attempts.ts'
import type { State } from '../../../state/types/state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'
import { isOutOfReach, isStopped, waitingTasks } from './out-of-reach.ts'

/**
 * Returns the waiting tasks that cannot start because of this task: it failed, was dropped, does not exist, or belongs to a stopped worker.
 */
export function keptBackBy(state: State, cause: TaskId): readonly TaskId[] {
  return causesIn(state).get(cause) ?? []
}

/** Returns all tasks because of which other tasks cannot start. */
export function causesOf(state: State): readonly TaskId[] {
  return [...causesIn(state).keys()]
}

/** Lists each task that cannot start under its first cause only, so that it is reported once. */
const causesIn = memoizeLast((state: State) => {
  const kept = waitingTasks(state.tasks).filter(task => isOutOfReach(state, task))
  if (kept.length === 0) return new Map<TaskId, readonly TaskId[]>()
  const isKept = new Set(kept.map(task => task.id))
  const pairs = kept.flatMap(task => task.after.map(needed => ({ needed, dependant: task.id })))
  const dependants = Map.groupBy(pairs, ({ needed }) => needed)
  const told = new Set<TaskId>()
  const found = new Map<TaskId, readonly TaskId[]>()
  for (const cause of dependants.keys()) {
    if (isKept.has(cause) || !isCause(state, cause)) continue
    const under = new Set([cause])
    // The loop also visits the members that are added to the set while it runs.
    for (const id of under) for (const { dependant } of dependants.get(id) ?? []) if (!told.has(dependant)) under.add(dependant)
    under.delete(cause)
    for (const id of under) told.add(id)
    if (under.size > 0) found.set(cause, [...under])
  }
  return found
})

function isCause(state: State, id: TaskId): boolean {
  const task = state.tasks[id]
  if (task === undefined || ((task.state === 'failed' || task.state === 'dropped') && livingRivals(state, task).length === 0)) return true
  return task.state !== 'verified' && isStopped(state, task)
}
