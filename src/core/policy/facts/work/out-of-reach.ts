import type { TaskId } from '../../../model/ids.ts'
import { livingRivals } from '../../../state/facts/attempts.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'
import { isLent } from './is-lent.ts'
import { whyNotAgain } from './may-recheck.ts'

/** Whether a waiting task can never start, because a task that it needs failed, was dropped, or can never start either. */
export function isStranded(state: State, task: TaskState): boolean {
  return strandedIn(state.tasks).has(task.id)
}

/** Whether only a person can help a waiting task: it can never start, or it needs the task of a stopped worker. */
export function isOutOfReach(state: State, task: TaskState): boolean {
  return outOfReachIn(state).has(task.id)
}

/** Whether the worker that has the task, or to which it belongs, was stopped. */
export function isStopped(state: State, task: TaskState): boolean {
  const worker = state.workers[isLent(task) ? (task.worker ?? '') : task.id]
  return worker !== undefined && worker.stopped !== null
}

const strandedIn = memoizeLast((tasks: State['tasks']): ReadonlySet<TaskId> => {
  const isLost = (id: TaskId) => {
    const needed = tasks[id]
    return (
      needed === undefined || ((needed.state === 'failed' || needed.state === 'dropped') && livingRivals({ tasks }, needed).length === 0)
    )
  }
  const waiting = waitingTasks(tasks)
  const first = waiting.filter(task => task.after.some(isLost)).map(task => task.id)
  return withDependants(first, waiting)
})

const outOfReachIn = memoizeLast((state: State): ReadonlySet<TaskId> => {
  const isHeld = (id: TaskId) => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'verified') return false
    if (needed.state === 'stale') return whyNotAgain(state, needed) !== null
    return isStopped(state, needed) && !livingRivals(state, needed).some(rival => !isStopped(state, rival))
  }
  // Some workers begin without waiting for the tasks that they need. Such a worker is held up only if one of those tasks can never be done.
  const patient = waitingTasks(state.tasks).filter(
    task => task.kind !== 'primary' || state.workers[task.id]?.config.waitForDependencies !== false,
  )
  const held = patient.filter(task => task.after.some(isHeld)).map(task => task.id)
  if (held.length === 0) return strandedIn(state.tasks)
  return withDependants([...strandedIn(state.tasks), ...held], patient)
})

/** Returns the tasks that no worker has begun. */
export const waitingTasks = memoizeLast((tasks: State['tasks']): readonly TaskState[] =>
  Object.values(tasks).filter(task => task.state === 'waiting'),
)

/**
 * Returns these tasks and all tasks that need them, directly or through the tasks in between. Each task is visited once, because several
 * paths may lead to it.
 */
function withDependants(first: readonly TaskId[], tasks: readonly TaskState[]): ReadonlySet<TaskId> {
  const pairs = tasks.flatMap(task => task.after.map(needed => ({ needed, dependant: task.id })))
  const dependants = Map.groupBy(pairs, ({ needed }) => needed)
  const found = new Set(first)
  // The loop also visits the members that are added to the set while it runs.
  for (const id of found) for (const { dependant } of dependants.get(id) ?? []) found.add(dependant)
  return found
}
