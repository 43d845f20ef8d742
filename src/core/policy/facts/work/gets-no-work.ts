import { isParked } from '../../../state/facts/is-parked.ts'
import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { isLow } from './is-low.ts'

/** Whether the worker cannot begin its own task now. A worker whose own budget is nearly used up may still begin its own task. */
export function beginsNothing(state: State, worker: WorkerState): boolean {
  return isParked(state, worker) || state.budgetLow !== null
}

/** Whether the worker gets no new work. It may still go on with work that it has begun. */
export function getsNoWork(state: State, worker: WorkerState): boolean {
  return isParked(state, worker) || isLow(state, worker)
}
