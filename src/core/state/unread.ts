import type { AssignmentState } from './types/task-state.ts'

/** A fresh agent knows nothing: what the one before it acknowledged was not said by it. */
export function unread({ state }: AssignmentState): Partial<AssignmentState> {
  return { acknowledged: null, state: state === 'acknowledged' || state === 'delivered' ? 'assigned' : state }
}
