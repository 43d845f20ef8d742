import type { State } from '../../state/types/state.ts'
import type { Desk } from '../engine/desk.ts'
import { latest } from '../engine/latest.ts'
import { whyNever } from '../facts/why-never.ts'

/** Gives a task that a person kept for one worker back to all, when that worker can not take it any more. */
export function releaseReserved(desk: Desk): void {
  for (const task of reservedIn(desk.state.tasks)) {
    if (task.reservedFor === null) continue
    const worker = desk.state.workers[task.reservedFor]
    const reason = worker === undefined ? 'there is no such worker' : whyNever(desk.state, worker, task)
    if (reason !== null) desk.record({ kind: 'task.unreserved', task: task.id, worker: task.reservedFor, reason }, reason)
  }
}

const reservedIn = latest((tasks: State['tasks']) =>
  Object.values(tasks).filter(({ reservedFor, state }) => reservedFor !== null && state === 'waiting'),
)
