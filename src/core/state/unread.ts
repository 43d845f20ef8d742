import type { AssignmentState } from './types/task-state.ts'

/** Undoes delivery and acknowledgement for a fresh agent, which has read nothing. */
export function unread({ state }: AssignmentState): Partial<AssignmentState> {
  return { acknowledged: null, state: state === 'acknowledged' || state === 'delivered' ? 'assigned' : state }
}
