import type { Evidence } from '../../../model/evidence.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { editsAndReverts } from './edits-and-reverts.ts'
import { repeatsError } from './repeats-error.ts'

/** A worker that acts but makes no progress, because it repeats itself. */
export interface WorkLoop {
  readonly matter: 'same-error' | 'edit-revert' | 'same-report' | 'to-and-fro' | 'small-commits'
  readonly reason: string
  readonly problem: string
  readonly evidence: readonly Evidence[]
}

/** Returns the first sign in a worker's recorded activity that it repeats itself, or null if there is none. */
export function findLoop(worker: WorkerState): WorkLoop | null {
  return editsAndReverts(worker) ?? repeatsError(worker)
}
