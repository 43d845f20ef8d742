import type { BudgetEvent } from '../../model/budget.ts'
import type { Handlers } from '../fold.ts'
import { updateWorker } from '../update.ts'

export const foldBudget: Handlers<BudgetEvent> = {
  'budget.low': (state, { worker, what, spent, limit }) => {
    if (worker === null) return { ...state, budgetLow: { what, spent, limit } }
    return updateWorker(state, worker, () => ({ budget: { level: 'low', of: 'worker', what, spent, limit } }))
  },
  'budget.exceeded': (state, { worker, of, what, spent, limit }) =>
    updateWorker(state, worker, ({ stopped }) => ({ stopped: stopped ?? 'over', budget: { level: 'over', of, what, spent, limit } })),
  'budget.restored': (state, { worker }) => {
    if (worker === null) return { ...state, budgetLow: null }
    return updateWorker(state, worker, ({ stopped }) => ({ stopped: stopped === 'over' ? null : stopped, budget: null }))
  },
}
