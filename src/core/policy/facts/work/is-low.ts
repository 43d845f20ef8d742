import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'

/** Is the worker's budget, or the fleet's, nearly used up? Nothing new is begun on what is left. */
export function isLow({ budgetLow }: State, worker: WorkerState): boolean {
  return worker.budget !== null || budgetLow !== null
}
