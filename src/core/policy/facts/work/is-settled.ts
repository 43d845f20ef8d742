import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import type { PolicyContext } from '../../engine/policy-context.ts'
import { isLent } from './is-lent.ts'
import { isBeingRenewed } from './may-recheck.ts'
import { isOutOfReach, isStopped } from './out-of-reach.ts'
import { isProven } from './proven-tasks.ts'
import { unclaimedTasks } from './unclaimed.ts'

/** Whether only a person can still change the state of the task. */
export function isSettled(context: Pick<PolicyContext, 'state' | 'isDue'>, task: TaskState): boolean {
  if (isProven(task)) return !isBeingRenewed(context, task)
  if (task.state === 'candidate') return false
  if (task.state === 'failed' || task.state === 'dropped') return true
  if (isStopped(context.state, task) || isHeldByBudget(context.state, task) || isOutOfReach(context.state, task)) return true
  return isLent(task) && task.state === 'waiting' && unclaimedTasks(context.state).has(task.id)
}

/**
 * Whether the budget keeps the task from starting. If the budget is nearly used up, nothing new begins, so the fleet must not wait for the
 * task.
 */
function isHeldByBudget({ budgetLow }: State, task: TaskState): boolean {
  return budgetLow !== null && task.kind === 'primary' && task.state === 'waiting'
}
