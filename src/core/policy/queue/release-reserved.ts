import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { whyNever } from '../facts/work/why-never.ts'

/** If the worker for which a task is reserved can never take it, any worker may take it. */
export function releaseReserved(context: PolicyContext): void {
  for (const task of reservedIn(context.state.tasks)) {
    if (task.reservedFor === null) continue
    const worker = context.state.workers[task.reservedFor]
    const reason = worker === undefined ? 'there is no such worker' : whyNever(context.state, worker, task)
    if (reason !== null) context.record({ kind: 'task.unreserved', task: task.id, worker: task.reservedFor, reason }, reason)
  }
}

const reservedIn = memoizeLast((tasks: State['tasks']) =>
  Object.values(tasks).filter(({ reservedFor, state }) => reservedFor !== null && state === 'waiting'),
)
