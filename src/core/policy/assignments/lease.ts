import type { WorkerId } from '../../model/ids.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { openAssignment } from '../facts/work/tasks.ts'

/** How long a worker may keep a bonus task. Each sign of activity starts this time again. */
export interface Lease {
  readonly owner: WorkerId
  /** The number of the task's current assignment. A message about an earlier assignment no longer counts. */
  readonly epoch: number
  /**
   * When the worker loses the task if it shows no activity. It is null while the worker waits for a person or another worker, because no
   * time counts then.
   */
  readonly expiresAt: number | null
}

/**
 * Returns how long the worker may keep its open bonus task, or null if it has none. This is always computed from the state and never
 * stored.
 */
export function leaseOf(state: State, worker: WorkerState): Lease | null {
  const assignment = openAssignment(state, worker)
  if (assignment === null || assignment.kind !== 'bonus' || state.project === null) return null
  const epoch = state.tasks[assignment.task]?.given ?? 0
  const expiresAt = standsStill(worker, assignment) ? null : lastSignOfLife(state, worker, assignment) + state.project.policy.leaseMs
  return { owner: worker.id, epoch, expiresAt }
}

/**
 * Whether the time for the task stands still: while a claim is checked, while the worker waits for a person, and while a person has paused
 * it.
 */
function standsStill({ agent, question, paused }: WorkerState, assignment: AssignmentState): boolean {
  if (isBeingChecked(assignment) || question !== null || paused) return true
  return agent !== null && agent.exit === null && (agent.turn === 'waiting' || agent.dialog?.answeredAt === null || wantsLogin(agent))
}

/** Returns when the worker last showed activity. The time in which no czar ran does not count as silence. */
function lastSignOfLife({ czar }: State, worker: WorkerState, assignment: AssignmentState): number {
  const { agent, gitAt, lastReportAt, resumedAt } = worker
  return Math.max(assignment.at, agent?.noveltyAt ?? 0, agent?.exit?.at ?? 0, gitAt, lastReportAt, resumedAt, czar.startedAt)
}
