import type { AssignmentState } from './types/task-state.ts'

/** Forgets that the task was delivered and acknowledged, because a fresh agent has read nothing. */
export function unread({ state }: AssignmentState): Partial<AssignmentState> {
  return { acknowledged: null, state: state === 'acknowledged' || state === 'delivered' ? 'assigned' : state }
}
