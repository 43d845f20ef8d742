import type { AssignmentState } from '../types/task-state.ts'

type Phased = Pick<AssignmentState, 'state'>

/** The next step is the check's, not the worker's. */
export function isBeingChecked({ state }: Phased): boolean {
  return state === 'claimed' || state === 'verifying'
}

/** The worker has its task and works on it, or is expected to. */
export function isBeingDone({ state }: Phased): boolean {
  return state === 'delivered' || state === 'acknowledged' || state === 'rework'
}
