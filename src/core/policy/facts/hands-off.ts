import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/**
 * Whether the czar must leave this worker alone because of a person. If a person stopped the worker, this does not hold,
 * because the agent must be ended.
 */
export function isHandsOff(state: State, worker: WorkerState): boolean {
  return worker.paused && worker.stopped === null && state.czar.phase !== 'stopping'
}
