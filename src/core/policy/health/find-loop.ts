import type { Evidence } from '../../model/evidence.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { derived } from '../derived.ts'
import { editsAndReverts } from './edits-and-reverts.ts'
import { repeatsError } from './repeats-error.ts'

/** A worker that goes round in circles: it does something, and it does not get on. */
export interface Loop {
  readonly matter: 'same-error' | 'edit-revert'
  readonly reason: string
  readonly problem: string
  readonly evidence: readonly Evidence[]
}

/** The first circle that is found in what is remembered of a worker, or null. */
export const findLoop = derived((worker: WorkerState): { readonly loop: Loop | null } => ({
  loop: editsAndReverts(worker) ?? repeatsError(worker),
}))
