import type { AssignmentState } from '../types/task-state.ts'

type Phased = Pick<AssignmentState, 'state'>

/** Whether czar is checking the assignment now, so that the worker must wait. */
export function isBeingChecked({ state }: Phased): boolean {
  return state === 'claimed' || state === 'verifying'
}

/** Whether the worker has got its task and should be working on it. */
export function isBeingDone({ state }: Phased): boolean {
  return state === 'delivered' || state === 'acknowledged' || state === 'rework'
}

/** Whether czar is checking commits that the worker has not claimed as done. */
export function isPresumed({ presumed }: Pick<AssignmentState, 'presumed'>): boolean {
  return presumed !== null && presumed.resumes !== null
}
