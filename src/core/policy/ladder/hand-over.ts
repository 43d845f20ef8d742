import type { State } from '../../state/types/state.ts'
import { canBeTaken } from '../assignments/can-be-taken.ts'
import { returnTask } from '../assignments/give-back.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isFor } from '../facts/work/is-for.ts'
import { isFree, queuedTasks } from '../facts/work/tasks.ts'
import { whyNever } from '../facts/work/why-never.ts'
import type { Seat } from './concern.ts'

/** Could another worker, free and with its own work verified, do the task? Because its worker does not get on with it a task changes hands once. */
export function hasNextWorker(state: State, { worker, assignment }: Seat): boolean {
  const task = state.tasks[assignment.task]
  if (task === undefined || task.earlier.some(({ how }) => how === 'stalled' || how === 'rejected')) return false
  return Object.values(state.workers).some(
    other => other.id !== worker.id && isFree(state, other) && isFor(other, task) && whyNever(state, other, task) === null,
  )
}

/** Puts the task into the queue, with where the work on it lies. The worker keeps branch and worktree, and whatever lies around there. */
export function handOver(context: PolicyContext, { worker, assignment }: Seat, finding: string): void {
  returnTask(context, worker, { assignment, how: 'stalled', reason: `does not get on with ${assignment.task}: ${finding}` })
}

/** A worker's own task that was handed over and that nobody can take any more has failed: others may wait for it. */
export function failAbandoned(context: PolicyContext): void {
  for (const task of queuedTasks(context.state)) {
    if (task.kind !== 'primary' || canBeTaken(context.state, task, null)) continue
    const reason = `${task.earlier.map(({ worker }) => worker).join(', ')} did not get on with it, and nobody else can take it`
    context.record({ kind: 'task.failed', task: task.id, reason }, reason)
  }
}
