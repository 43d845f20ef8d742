import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'
import { countTasks } from '../../views/task-counts.ts'
import { areAttemptsMoving } from '../attempts/keep-lost-attempts.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { occupies } from '../facts/occupies.ts'
import { isSettled } from '../facts/work/is-settled.ts'
import { landTrain } from '../landing/land-train.ts'
import { isTrainMoving } from '../landing/tend-train.ts'
import { areRequestsMoving } from '../pull-requests/tend-requests.ts'
import { isReviewMoving } from '../review/tend-reviews.ts'
import { dropUnheard } from './last-words.ts'

/** Finishes the project when no task can go on, no agent runs and no text of a person waits. */
export function finishProject(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising') return
  if (Object.values(state.workers).some(worker => occupies(state, worker)) || isBusy(state)) return
  const tasks = Object.values(state.tasks)
  const isMoving = isTrainMoving(state) || isReviewMoving(state) || areRequestsMoving(context) || areAttemptsMoving(state)
  if (!tasks.every(task => isSettled(context, task)) || isMoving) return
  if (dropUnheard(context) || landTrain(context)) return
  const { wanted, verified } = countTasks(tasks)
  context.record(
    { kind: 'project.finished', verified, failed: wanted - verified },
    `${verified} of ${counted(wanted, 'task')} ${wanted === 1 ? 'is' : 'are'} verified, and nothing more can be done`,
  )
}

/** Whether an action is under way that must end first. An alert that is not sent yet does not keep the project open. */
function isBusy({ effects }: State): boolean {
  return Object.values(effects).some(effect => effect.action !== 'alert')
}
