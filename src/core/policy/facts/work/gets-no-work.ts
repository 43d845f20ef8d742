import { isParked } from '../../../state/facts/is-parked.ts'
import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { isLow } from './is-low.ts'

/** Is the worker given nothing new, whatever else is true of it? What it has begun it may go on with, as soon as it can. */
export function getsNoWork(state: State, worker: WorkerState): boolean {
  return isParked(state, worker) || isLow(state, worker)
}
