import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { openAssignment } from './work/tasks.ts'

/**
 * Returns the assignment with which a worker must go on after its turn was cut off. Returns null if its agent has ended, never got the
 * task, or has claimed it.
 */
export function cutOffWork(state: State, worker: WorkerState): AssignmentState | null {
  const assignment = openAssignment(state, worker)
  const { agent } = worker
  if (assignment === null || agent === null || agent.exit !== null) return null
  if (assignment.briefed?.incarnation !== agent.incarnation) return null
  return isBeingChecked(assignment) ? null : assignment
}

/** Tells the worker what cut off its turn, and to go on with its assignment. */
export function tellToGoOn(
  context: PolicyContext,
  { worker, id }: AssignmentState,
  { facts, reason }: { readonly facts: Readonly<Record<string, string>>; readonly reason: string },
): void {
  queueText(context, worker, { kind: 'go_on', assignment: id, facts }, reason)
}
