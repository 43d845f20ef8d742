import type { z } from 'zod'
import type { Budget } from '../../core/model/budget.ts'
import type { workerBudgetSchema } from '../schema/budget-schema.ts'

/** A budget in the words of the core: what is not limited is null. */
export function buildBudget(budget: z.output<typeof workerBudgetSchema> | undefined): Budget {
  return { usd: budget?.usd ?? null, tokens: budget?.tokens ?? null, timeMs: budget?.time ?? null, turns: budget?.turns ?? null }
}
