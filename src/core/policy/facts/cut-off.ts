import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { openAssignment } from './work/tasks.ts'

/**
 * The assignment that a worker continues after its turn was cut off. Returns null if its agent has ended, got no brief, or has claimed the
 * task.
 */
export function cutOffWork(state: State, worker: WorkerState): AssignmentState | null {
  const assignment = openAssignment(state, worker)
  const { agent } = worker
  if (assignment === null || agent === null || agent.exit !== null) return null
  if (assignment.briefed?.incarnation !== agent.incarnation) return null
  return isBeingChecked(assignment) ? null : assignment
}

/** Tells the worker to continue its assignment, and what cut its turn off. */
export function tellToGoOn(
  context: PolicyContext,
  { worker, id }: AssignmentState,
  { facts, reason }: { readonly facts: Readonly<Record<string, string>>; readonly reason: string },
): void {
  queueText(context, worker, { kind: 'go_on', assignment: id, facts }, reason)
}
