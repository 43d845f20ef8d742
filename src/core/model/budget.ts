import type { WorkerId } from './ids.ts'

/** How much may be used; null: as much as it takes. */
export interface Budget {
  readonly usd: number | null
  readonly tokens: number | null
  readonly timeMs: number | null
  readonly turns: number | null
}

export type BudgetUnit = 'usd' | 'tokens' | 'time' | 'turns'

/** What was used of one budget; money in US dollars, time in ms. */
export interface Spent {
  readonly what: BudgetUnit
  readonly spent: number
  readonly limit: number
}

/** worker null: the fleet's budget. */
export type BudgetEvent =
  /** Nearly used up: what was begun goes on, nothing new is given. */
  | ({ readonly kind: 'budget.low'; readonly worker: WorkerId | null } & Spent)
  /** Used up: the worker's agent is ended, its work kept. `of`: whose budget it was. */
  | ({ readonly kind: 'budget.exceeded'; readonly worker: WorkerId; readonly of: 'worker' | 'fleet' } & Spent)
  /** The project file allows more now. */
  | { readonly kind: 'budget.restored'; readonly worker: WorkerId | null }

/** What a worker's budget keeps it from. */
export interface WorkerBudget extends Spent {
  readonly level: 'low' | 'over'
  readonly of: 'worker' | 'fleet'
}
