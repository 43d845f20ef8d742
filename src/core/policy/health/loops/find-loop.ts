import type { Evidence } from '../../../model/evidence.ts'
import type { WorkerConfig } from '../../../model/project.ts'
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
  const before = known.get(worker.config)
  if (before !== undefined && looksTheSame(before.worker, worker)) return before.loop
  const loop = editsAndReverts(worker) ?? repeatsError(worker)
  known.set(worker.config, { worker, loop })
  return loop
}

/** The parts of a worker that the answer depends on. */
type Remembered = Pick<WorkerState, 'trees' | 'words' | 'git'>

/** The last answer about each worker, keyed by its part of the project file, as in `findConfusions`. */
const known = new WeakMap<WorkerConfig, { readonly worker: Remembered; readonly loop: WorkLoop | null }>()

function looksTheSame(before: Remembered, now: Remembered): boolean {
  return before.trees === now.trees && before.words === now.words && before.git === now.git
}
