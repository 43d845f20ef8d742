import type { State } from '../../state/types/state.ts'
import { canBeTaken } from '../assignments/can-be-taken.ts'
import { returnTask } from '../assignments/give-back.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isFor } from '../facts/work/is-for.ts'
import { isFree, queuedTasks } from '../facts/work/tasks.ts'
import { whyNever } from '../facts/work/why-never.ts'
import type { ConcernedWorker } from './concern.ts'

/**
 * Whether another worker could do the task. That worker must be free, and its own task must be verified. If the reason is lack of progress,
 * a task goes to another worker only once.
 */
export function hasNextWorker(state: State, { worker, assignment }: ConcernedWorker): boolean {
  const task = state.tasks[assignment.task]
  if (task === undefined || task.kind === 'review' || task.earlier.some(({ how }) => how === 'stalled' || how === 'rejected')) return false
  return Object.values(state.workers).some(
    other => other.id !== worker.id && isFree(state, other) && isFor(other, task) && whyNever(state, other, task) === null,
  )
}

/**
 * Puts the task into the queue, and records which branch and commit hold its work. The worker keeps its branch and its worktree with all
 * files.
 */
export function handOver(context: PolicyContext, { worker, assignment }: ConcernedWorker, finding: string): void {
  returnTask(context, worker, { assignment, how: 'stalled', reason: `makes no progress with ${assignment.task}: ${finding}` })
}

/** A worker's own task was taken away from it. If no other worker can take it, the task fails, because other tasks may wait for it. */
export function failAbandoned(context: PolicyContext): void {
  for (const task of queuedTasks(context.state)) {
    if (task.kind !== 'primary' || canBeTaken(context.state, task, null)) continue
    const reason = `${task.earlier.map(({ worker }) => worker).join(', ')} made no progress with it, and no other worker can take it`
    context.record({ kind: 'task.failed', task: task.id, reason }, reason)
  }
}
