import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'

/** Whether the budget of the worker or of the fleet is nearly used up, so that nothing new starts. */
export function isLow({ budgetLow }: State, worker: WorkerState): boolean {
  return worker.budget !== null || budgetLow !== null
}
