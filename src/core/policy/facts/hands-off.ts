import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Whether a person keeps the czar from touching this worker. A stop overrides that, as the agent has to be ended. */
export function isHandsOff(state: State, worker: WorkerState): boolean {
  return worker.paused && worker.stopped === null && state.czar.phase !== 'stopping'
}
