import type { WorkerId } from './ids.ts'

/** Spending limits; null: unlimited. */
export interface Budget {
  readonly usd: number | null
  readonly tokens: number | null
  readonly timeMs: number | null
  readonly turns: number | null
}

export type BudgetUnit = 'usd' | 'tokens' | 'time' | 'turns'

/** How much of one budget is used; money in US dollars, time in ms. */
export interface Spent {
  readonly what: BudgetUnit
  readonly spent: number
  readonly limit: number
}

/** worker null: the fleet's budget. */
export type BudgetEvent =
  /** The budget is nearly used up: running work continues, and no new work is assigned. */
  | ({ readonly kind: 'budget.low'; readonly worker: WorkerId | null } & Spent)
  /** The budget is used up: the worker's agent is ended and its work is kept. `of`: the budget's owner. */
  | ({ readonly kind: 'budget.exceeded'; readonly worker: WorkerId; readonly of: 'worker' | 'fleet' } & Spent)
  /** The project file allows more now. */
  | { readonly kind: 'budget.restored'; readonly worker: WorkerId | null }

/** The budget that restricts a worker. */
export interface WorkerBudget extends Spent {
  readonly level: 'low' | 'over'
  readonly of: 'worker' | 'fleet'
}
