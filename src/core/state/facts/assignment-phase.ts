import type { AssignmentState } from '../types/task-state.ts'

type Phased = Pick<AssignmentState, 'state'>

/** Whether czar is checking the assignment now, so that the worker has to wait. */
export function isBeingChecked({ state }: Phased): boolean {
  return state === 'claimed' || state === 'verifying'
}

/** Whether the worker has its task and should be working on it. */
export function isBeingDone({ state }: Phased): boolean {
  return state === 'delivered' || state === 'acknowledged' || state === 'rework'
}

/** Whether czar is checking the assignment although the worker has not claimed it. */
export function isPresumed({ presumed }: Pick<AssignmentState, 'presumed'>): boolean {
  return presumed !== null && presumed.resumes !== null
}
