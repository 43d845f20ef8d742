import type { Desk } from './desk.ts'
import { whyNever } from './why-never.ts'

/** Gives a task that a person kept for one worker back to all, when that worker can not take it any more. */
export function releaseReserved(desk: Desk): void {
  for (const task of Object.values(desk.state.tasks)) {
    if (task.reservedFor === null || task.state !== 'waiting') continue
    const worker = desk.state.workers[task.reservedFor]
    const reason = worker === undefined ? 'there is no such worker' : whyNever(desk.state, worker, task)
    if (reason !== null) desk.record({ kind: 'task.unreserved', task: task.id, worker: task.reservedFor, reason }, reason)
  }
}
