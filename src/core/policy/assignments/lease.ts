import type { WorkerId } from '../../model/ids.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { openAssignment } from '../facts/work/tasks.ts'

/** A bonus task is lent to its worker, who keeps it with each sign of life. */
export interface Lease {
  readonly owner: WorkerId
  /** The how-many-th giving of the task: what is said about an earlier one is void. */
  readonly epoch: number
  /** When it runs out if nothing is heard until then; null: it stands still, for the next step is not the worker's. */
  readonly expiresAt: number | null
}

/** The lease of the worker's open bonus task; null when it has none. Worked out from what is known, never stored. */
export function leaseOf(state: State, worker: WorkerState): Lease | null {
  const assignment = openAssignment(state, worker)
  if (assignment === null || assignment.kind !== 'bonus' || state.project === null) return null
  const epoch = state.tasks[assignment.task]?.given ?? 0
  const expiresAt = standsStill(worker, assignment) ? null : lastSignOfLife(state, worker, assignment) + state.project.policy.leaseMs
  return { owner: worker.id, epoch, expiresAt }
}

/** While its claim is checked, while a person's word is awaited, and while a person keeps the czar's hands off it. */
function standsStill({ agent, question, paused }: WorkerState, assignment: AssignmentState): boolean {
  if (isBeingChecked(assignment) || question !== null || paused) return true
  return agent !== null && agent.exit === null && (agent.turn === 'waiting' || agent.dialog?.answeredAt === null || wantsLogin(agent))
}

/** A time in which no czar was there to see it is no silence. */
function lastSignOfLife({ czar }: State, worker: WorkerState, assignment: AssignmentState): number {
  const { agent, gitAt, lastReportAt, resumedAt } = worker
  return Math.max(assignment.at, agent?.noveltyAt ?? 0, agent?.exit?.at ?? 0, gitAt, lastReportAt, resumedAt, czar.startedAt)
}
