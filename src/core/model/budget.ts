import type { WorkerId } from './ids.ts'

/** How much a worker or the fleet may use: US dollars, tokens, ms of running agents, and turns. null means no limit. */
export interface Budget {
  readonly usd: number | null
  readonly tokens: number | null
  readonly timeMs: number | null
  readonly turns: number | null
}

export type BudgetUnit = 'usd' | 'tokens' | 'time' | 'turns'

/** How much of one part of a budget is used. Money is in US dollars and time in ms. */
export interface Spent {
  readonly what: BudgetUnit
  readonly spent: number
  readonly limit: number
}

/** Events about budgets. If `worker` is null, the event is about the budget of the whole fleet. */
export type BudgetEvent =
  /** The budget is nearly used up. Work that runs goes on, and no new work is assigned. */
  | ({ readonly kind: 'budget.low'; readonly worker: WorkerId | null } & Spent)
  /** The budget is used up, so the worker's agent is ended and its work is kept. `of` says whose budget it is. */
  | ({ readonly kind: 'budget.exceeded'; readonly worker: WorkerId; readonly of: 'worker' | 'fleet' } & Spent)
  /** The project file was changed and allows more now. */
  | { readonly kind: 'budget.restored'; readonly worker: WorkerId | null }

/** The budget that limits a worker now. low: it is nearly used up. over: it is used up. `of` says whose budget it is. */
export interface WorkerBudget extends Spent {
  readonly level: 'low' | 'over'
  readonly of: 'worker' | 'fleet'
}
