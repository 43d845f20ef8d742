import type { z } from 'zod'
import type { Budget } from '../../core/model/budget.ts'
import type { workerBudgetSchema } from '../schema/budget-schema.ts'

/** Builds a budget, as the rest of czar knows it. A limit that is null means unlimited. */
export function buildBudget(budget: z.output<typeof workerBudgetSchema> | undefined): Budget {
  return { usd: budget?.usd ?? null, tokens: budget?.tokens ?? null, timeMs: budget?.time ?? null, turns: budget?.turns ?? null }
}
