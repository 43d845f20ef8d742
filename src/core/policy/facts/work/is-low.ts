import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'

/** Whether the budget of the worker or the fleet is nearly used up. Nothing new starts on the rest. */
export function isLow({ budgetLow }: State, worker: WorkerState): boolean {
  return worker.budget !== null || budgetLow !== null
}
