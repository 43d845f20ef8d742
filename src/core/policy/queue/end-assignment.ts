import type { AssignmentState } from '../../model/task-state.ts'
import type { ReturnHow } from '../../model/work-event.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import type { Desk } from '../desk.ts'
import { returnTask } from './give-back.ts'

/** So many workers whose claims of it were all rejected mean that the task is at fault. */
const REJECTED_WORKERS = 2

interface Ending {
  readonly assignment: AssignmentState
  readonly how: Extract<ReturnHow, 'crashed' | 'undelivered' | 'rejected'>
  readonly reason: string
}

/** Its worker can not bring the task to an end: its own has failed, a bonus task may go to another. */
export function endAssignment(desk: Desk, worker: WorkerState, { assignment, how, reason }: Ending): void {
  if (assignment.kind === 'bonus' && !isAtFault(desk, { assignment, how })) {
    return returnTask(desk, worker, { assignment, how, reason: `could not do ${assignment.task}: ${reason}` })
  }
  desk.record({ kind: 'assignment.failed', worker: worker.id, assignment: assignment.id, reason }, reason)
}

function isAtFault({ state }: Desk, { assignment, how }: Pick<Ending, 'assignment' | 'how'>): boolean {
  const before = state.tasks[assignment.task]?.earlier ?? []
  return how === 'rejected' && before.filter(holder => holder.how === 'rejected').length + 1 >= REJECTED_WORKERS
}
