import type { WorkerState } from '../model/worker-state.ts'
import type { Desk } from './desk.ts'
import { openAssignment } from './tasks.ts'

/** Gives the bonus task of a stopped worker back to the queue. What it claims to have done is checked first. */
export function returnBonus(desk: Desk, worker: WorkerState): void {
  const assignment = openAssignment(desk.state, worker)
  if (worker.stopped === null || assignment === null || assignment.kind !== 'bonus') return
  if (assignment.state === 'claimed' || assignment.state === 'verifying') return
  const how = worker.stopped === 'person' ? 'was stopped by a person' : 'had its session closed from outside'
  const reason = `${worker.id} ${how}; what it did of ${assignment.task} is on ${worker.worktree?.branch ?? worker.config.branch}`
  desk.record({ kind: 'assignment.returned', worker: worker.id, assignment: assignment.id, reason }, reason)
}
