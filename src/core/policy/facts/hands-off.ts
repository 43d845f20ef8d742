import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/**
 * Whether czar must leave this worker alone, because a person paused it. If a person stopped it, czar must still end the agent, so this
 * returns false.
 */
export function isHandsOff(state: State, worker: WorkerState): boolean {
  return worker.paused && worker.stopped === null && state.czar.phase !== 'stopping'
}
