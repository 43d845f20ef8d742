import type { Evidence } from '../../../model/evidence.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { editsAndReverts } from './edits-and-reverts.ts'
import { repeatsError } from './repeats-error.ts'

/** A worker that goes round in circles: it acts without progress. */
export interface WorkLoop {
  readonly matter: 'same-error' | 'edit-revert' | 'same-report' | 'to-and-fro' | 'small-commits'
  readonly reason: string
  readonly problem: string
  readonly evidence: readonly Evidence[]
}

/** The first loop in what is remembered of a worker, or null. */
export function findLoop(worker: WorkerState): WorkLoop | null {
  return editsAndReverts(worker) ?? repeatsError(worker)
}
