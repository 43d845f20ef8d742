import type { TaskId } from '../../../model/ids.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import { memoizeLast } from '../../engine/memoize-last.ts'
import { isLent } from './is-lent.ts'
import { whyNotAgain } from './may-recheck.ts'

/** A waiting task that can never start, because what it stands on failed, was dropped, or is itself stranded. */
export function isStranded(state: State, task: TaskState): boolean {
  return strandedIn(state.tasks).has(task.id)
}

/** A waiting task that nothing but a person brings further: stranded, or it stands on a worker who was stopped. */
export function isOutOfReach(state: State, task: TaskState): boolean {
  return outOfReachIn(state).has(task.id)
}

/** Was the worker who has the task, or whose own it is, stopped? */
export function isStopped(state: State, task: TaskState): boolean {
  const worker = state.workers[isLent(task) ? (task.worker ?? '') : task.id]
  return worker !== undefined && worker.stopped !== null
}

const strandedIn = memoizeLast((tasks: State['tasks']): ReadonlySet<TaskId> => {
  const isLost = (id: TaskId) => tasks[id] === undefined || tasks[id].state === 'failed' || tasks[id].state === 'dropped'
  const waiting = waitingTasks(tasks)
  const first = waiting.filter(task => task.after.some(isLost)).map(task => task.id)
  return withDependants(first, waiting)
})

const outOfReachIn = memoizeLast((state: State): ReadonlySet<TaskId> => {
  const isHeld = (id: TaskId) => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'verified') return false
    return needed.state === 'stale' ? whyNotAgain(state, needed) !== null : isStopped(state, needed)
  }
  // Who does not wait for what it stands on is held up by nothing but its loss.
  const patient = waitingTasks(state.tasks).filter(
    task => task.kind !== 'primary' || state.workers[task.id]?.config.waitForDependencies !== false,
  )
  const held = patient.filter(task => task.after.some(isHeld)).map(task => task.id)
  if (held.length === 0) return strandedIn(state.tasks)
  return withDependants([...strandedIn(state.tasks), ...held], patient)
})

/** The tasks that nobody has begun. */
export const waitingTasks = memoizeLast((tasks: State['tasks']): readonly TaskState[] =>
  Object.values(tasks).filter(task => task.state === 'waiting'),
)

/** These, and those of the tasks that stand on one of them, at whatever remove. Each task is looked at once: paths may be many. */
function withDependants(first: readonly TaskId[], tasks: readonly TaskState[]): ReadonlySet<TaskId> {
  const pairs = tasks.flatMap(task => task.after.map(needed => ({ needed, dependant: task.id })))
  const dependants = Map.groupBy(pairs, ({ needed }) => needed)
  const found = new Set(first)
  // A set that grows is walked to its new end.
  for (const id of found) for (const { dependant } of dependants.get(id) ?? []) found.add(dependant)
  return found
}
