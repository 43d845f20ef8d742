import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Whether the czar must not touch this worker because of a person. A stop overrides that, because the agent must be ended. */
export function isHandsOff(state: State, worker: WorkerState): boolean {
  return worker.paused && worker.stopped === null && state.czar.phase !== 'stopping'
}
