import type { WorkerId } from '../../model/ids.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { openAssignment } from '../facts/work/tasks.ts'

/** The time for which a worker has a bonus task. Each sign of activity renews it. */
export interface Lease {
  readonly owner: WorkerId
  /** The number of the task's current assignment. Messages about an earlier assignment are void. */
  readonly epoch: number
  /** When the lease runs out without activity. Null: the lease is stopped, because the worker waits for somebody else. */
  readonly expiresAt: number | null
}

/** The lease of the worker's open bonus task. Returns null if the worker has none. Computed from the state, never stored. */
export function leaseOf(state: State, worker: WorkerState): Lease | null {
  const assignment = openAssignment(state, worker)
  if (assignment === null || assignment.kind !== 'bonus' || state.project === null) return null
  const epoch = state.tasks[assignment.task]?.given ?? 0
  const expiresAt = standsStill(worker, assignment) ? null : lastSignOfLife(state, worker, assignment) + state.project.policy.leaseMs
  return { owner: worker.id, epoch, expiresAt }
}

/** Whether the lease is stopped: during the check of a claim, a wait for a person, or a pause by a person. */
function standsStill({ agent, question, paused }: WorkerState, assignment: AssignmentState): boolean {
  if (isBeingChecked(assignment) || question !== null || paused) return true
  return agent !== null && agent.exit === null && (agent.turn === 'waiting' || agent.dialog?.answeredAt === null || wantsLogin(agent))
}

/** Time without a running czar does not count as the worker's silence. */
function lastSignOfLife({ czar }: State, worker: WorkerState, assignment: AssignmentState): number {
  const { agent, gitAt, lastReportAt, resumedAt } = worker
  return Math.max(assignment.at, agent?.noveltyAt ?? 0, agent?.exit?.at ?? 0, gitAt, lastReportAt, resumedAt, czar.startedAt)
}
