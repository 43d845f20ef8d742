import type { TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { hasLost } from '../../../state/facts/attempts.ts'
import { childTasks } from '../../../state/facts/children.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { isWornOut } from '../next-restart.ts'
import { failedSwitch } from './failed-switch.ts'
import { isLent } from './is-lent.ts'
import { whyNotAgain } from './may-recheck.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { isInFile, ownTask } from './tasks.ts'

/**
 * Says why the worker will never get the bonus task. Returns null if the worker may get it now, or when the worker's own task is verified.
 */
export function whyNever(state: State, worker: WorkerState, task: TaskState): string | null {
  return whyNoBonus(state, worker) ?? whyNotThis(state, worker, task)
}

/** Says why a worker that may get bonus tasks will never get this one. Returns null if it may get it. */
export function whyNotThis(state: State, worker: WorkerState, task: TaskState): string | null {
  if (worker.tried.includes(task.id)) return `${worker.id} tried it before`
  // A worker takes no other task before its own is verified.
  return needs(state, ownTask(state, worker), task.id) ? `${worker.id}'s own task needs it` : null
}

/** Whether a task that is not verified yet needs the other task, directly or through the tasks in between. */
function needs(state: State, task: TaskState | null, needed: TaskId): boolean {
  const found = new Set(task === null ? [] : [task.id])
  // The loop also visits the members that are added to the set while it runs.
  for (const id of found) for (const next of neededBy(state, id)) found.add(next)
  return task?.id !== needed && found.has(needed)
}

function neededBy(state: State, id: TaskId): readonly TaskId[] {
  const [task, worker] = [own(state.tasks, id), own(state.workers, id)]
  if (task === undefined || task.state === 'verified') return []
  // A task that has begun without the tasks that it needs can be done without them, but not without its children.
  const isWaiting = task.state === 'waiting' && worker?.config.waitForDependencies !== false
  return [...(isWaiting ? task.after : []), ...(worker === undefined ? [] : childTasks(state, worker))]
}

/** Says why the worker will never get any bonus task, or returns null if it may get one. */
export function whyNoBonus(state: State, worker: WorkerState): string | null {
  const mine = ownTask(state, worker)
  if (!isInFile(state, worker) || mine === null) return `${worker.id} is not in the project file`
  if (worker.stopped === 'over') return `${worker.id} has used up its budget`
  if (worker.stopped !== null) return worker.stopped === 'person' ? `${worker.id} was stopped` : `${worker.id}'s session was closed`
  if (worker.budget !== null) return `${worker.id} has nearly used up its budget`
  if (state.budgetLow !== null) return "the fleet's budget is nearly used up"
  if (mine.state === 'failed') return `${worker.id}'s own task failed`
  if (hasLost(mine)) return `another attempt at ${worker.id}'s own task won`
  if (mine.state === 'dropped') return `${worker.id}'s own task was dropped`
  if (mine.state === 'stale' && whyNotAgain(state, mine) !== null) return `${worker.id}'s own work is no longer proven`
  if (isLent(mine) && mine.worker !== worker.id) return `${worker.id} made no progress with its own task`
  if (isOutOfReach(state, mine)) return `${worker.id}'s own task cannot start`
  if (failedSwitch(state, worker) !== null) return `${worker.id}'s worktree could not be switched to another branch`
  const isSpent = state.project === null || isWornOut(state, worker, state.project.policy.restart)
  return isSpent ? `${worker.id}'s agent could not be kept alive` : null
}
