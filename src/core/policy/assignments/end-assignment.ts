import type { ReturnHow } from '../../events/work-event.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState, EarlierHolder } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasLookedAfresh } from '../engine/look-afresh.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { canBeTaken } from './can-be-taken.ts'
import { returnTask } from './give-back.ts'

/**
 * If claims for the task by this many workers were rejected and no worker succeeded, czar assumes that the task itself is wrong, and does
 * not give it to yet another worker.
 */
const REJECTED_WORKERS = 2

interface Ending {
  readonly assignment: AssignmentState
  readonly how: Extract<ReturnHow, 'crashed' | 'undelivered' | 'rejected'>
  readonly reason: string
}

/**
 * Ends an assignment that its worker cannot finish. A bonus task may then go to another worker. A worker's own task may go to another
 * worker once, but only if rejected claims were the only problem. Otherwise the task fails.
 */
export function endAssignment(context: PolicyContext, worker: WorkerState, { assignment, how, reason }: Ending): void {
  if (mayGoToAnother(context.state, { assignment, how })) {
    return returnTask(context, worker, { assignment, how, reason: `could not do ${assignment.task}: ${reason}` })
  }
  if (!hasLookedAfresh(context, worker)) return
  context.record({ kind: 'assignment.failed', worker: worker.id, assignment: assignment.id, reason }, reason)
}

function mayGoToAnother(state: State, { assignment, how }: Pick<Ending, 'assignment' | 'how'>): boolean {
  const task = state.tasks[assignment.task]
  if (task === undefined) return false
  const isBonus = assignment.kind === 'bonus'
  if (how !== 'rejected') return isBonus
  if (task.kind === 'primary') return task.earlier.every(isHarmless) && canBeTaken(state, task, assignment.worker)
  return task.earlier.filter(holder => holder.how === 'rejected').length + 1 < REJECTED_WORKERS
}

/** Whether a worker lost the task for a reason that says nothing about the task itself. */
function isHarmless({ how }: EarlierHolder): boolean {
  return how !== 'rejected' && how !== 'stalled'
}
