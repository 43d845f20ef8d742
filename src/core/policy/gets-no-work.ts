import { isParked } from '../model/is-parked.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { isLow } from './budget/is-low.ts'

/** Is the worker given nothing new, whatever else is true of it? What it has begun it may go on with, as soon as it can. */
export function getsNoWork(state: State, worker: WorkerState): boolean {
  return isParked(state, worker) || isLow(state, worker)
}
