import { hasLost } from '../../../state/facts/attempts.ts'
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
  return whyNoBonus(state, worker) ?? (worker.tried.includes(task.id) ? `${worker.id} tried it before` : null)
}

/** Says why the worker will never get any bonus task, or returns null if it may get one. */
export function whyNoBonus(state: State, worker: WorkerState): string | null {
  const own = ownTask(state, worker)
  if (!isInFile(state, worker) || own === null) return `${worker.id} is not in the project file`
  if (worker.stopped === 'over') return `${worker.id} has used up its budget`
  if (worker.stopped !== null) return worker.stopped === 'person' ? `${worker.id} was stopped` : `${worker.id}'s session was closed`
  if (worker.budget !== null) return `${worker.id} has nearly used up its budget`
  if (state.budgetLow !== null) return "the fleet's budget is nearly used up"
  if (own.state === 'failed') return `${worker.id}'s own task failed`
  if (hasLost(own)) return `another attempt at ${worker.id}'s own task won`
  if (own.state === 'dropped') return `${worker.id}'s own task was dropped`
  if (own.state === 'stale' && whyNotAgain(state, own) !== null) return `${worker.id}'s own work is no longer proven`
  if (isLent(own) && own.worker !== worker.id) return `${worker.id} made no progress with its own task`
  if (isOutOfReach(state, own)) return `${worker.id}'s own task cannot start`
  if (failedSwitch(state, worker) !== null) return `${worker.id}'s worktree could not be switched to another branch`
  const isSpent = state.project === null || isWornOut(state, worker, state.project.policy.restart)
  return isSpent ? `${worker.id}'s agent could not be kept alive` : null
}
