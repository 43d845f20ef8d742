import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { counted } from '../../text/counted.ts'
import { reckon } from '../../views/reckoning.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { occupies } from '../facts/occupies.ts'
import { isLent } from '../facts/work/is-lent.ts'
import { isBeingRenewed } from '../facts/work/may-recheck.ts'
import { isOutOfReach, isStopped } from '../facts/work/out-of-reach.ts'
import { landTrain } from '../landing/land-train.ts'
import { isTrainMoving } from '../landing/tend-train.ts'
import { areRequestsMoving } from '../pull-requests/tend-requests.ts'
import { isReviewMoving } from '../review/tend-reviews.ts'
import { dropUnheard } from './last-words.ts'
import { unclaimedTasks } from './unclaimed.ts'

/** Finishes the project when no task can continue, no agent runs and no text of a person waits. */
export function finishProject(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising') return
  if (Object.values(state.workers).some(worker => occupies(state, worker)) || isBusy(state)) return
  const tasks = Object.values(state.tasks)
  const isMoving = isTrainMoving(state) || isReviewMoving(state) || areRequestsMoving(context)
  if (!tasks.every(task => isSettled(context, task)) || isMoving) return
  if (dropUnheard(context) || landTrain(context)) return
  const { wanted, verified } = reckon(tasks)
  context.record(
    { kind: 'project.finished', verified, failed: wanted - verified },
    `${verified} of ${counted(wanted, 'task')} ${wanted === 1 ? 'is' : 'are'} verified, and nothing more can be done`,
  )
}

/** An alert that is not sent yet does not keep the project open. */
function isBusy({ effects }: State): boolean {
  return Object.values(effects).some(effect => effect.action !== 'alert')
}

/** Whether only a person can change the task's state. */
function isSettled(context: PolicyContext, task: TaskState): boolean {
  if (task.state === 'verified' || task.state === 'stale') return !isBeingRenewed(context, task)
  if (task.state === 'failed' || task.state === 'dropped') return true
  if (isStopped(context.state, task) || isHeldByBudget(context.state, task) || isOutOfReach(context.state, task)) return true
  return isLent(task) && task.state === 'waiting' && unclaimedTasks(context.state).has(task.id)
}

/**
 * Whether the budget still allows new work. If the budget is nearly used up, nothing new begins, so the fleet must not
 * wait for that.
 */
function isHeldByBudget({ budgetLow }: State, task: TaskState): boolean {
  return budgetLow !== null && task.kind === 'primary' && task.state === 'waiting'
}
