import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Does a person keep the czar from touching this worker? Who stops it wants it touched once more. */
export function isHandsOff(state: State, worker: WorkerState): boolean {
  return worker.paused && worker.stopped === null && state.czar.phase !== 'stopping'
}
