import type { AssignmentState } from './types/task-state.ts'

/** Marks the task as not delivered and not acknowledged, because a fresh agent has read nothing. */
export function unread({ state }: AssignmentState): Partial<AssignmentState> {
  return { acknowledged: null, state: state === 'acknowledged' || state === 'delivered' ? 'assigned' : state }
}
