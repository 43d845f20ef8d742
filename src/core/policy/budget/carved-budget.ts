import type { Budget } from '../../model/budget.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { childrenOf, isTaskOver } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { workerSpending } from './spending.ts'

/**
 * The worker's budget of money and tokens without what its children have of it. A child that is over keeps only what it used, so the rest
 * returns to its parent. Children of children are inside the budget of their own parent.
 */
export function carvedBudget(state: State, { id, config: { budget } }: WorkerState, now: number): Budget {
  const children = budget.usd === null && budget.tokens === null ? [] : childrenOf(state.project, id)
  if (children.length === 0) return budget
  const parts = children.map(config => {
    const worker = own(state.workers, config.id)
    const used = worker === undefined ? { usd: 0, tokens: 0 } : usedWith(state, worker, now)
    const isOver = isTaskOver(state, config.id as string as TaskId)
    const { usd, tokens } = config.budget
    return { usd: isOver ? used.usd : Math.max(used.usd, usd ?? 0), tokens: isOver ? used.tokens : Math.max(used.tokens, tokens ?? 0) }
  })
  const less = (limit: number | null, taken: number) => (limit === null ? null : Math.max(0, limit - taken))
  return {
    ...budget,
    usd: less(
      budget.usd,
      parts.reduce((sum, part) => sum + part.usd, 0),
    ),
    tokens: less(
      budget.tokens,
      parts.reduce((sum, part) => sum + part.tokens, 0),
    ),
  }
}

/** What a worker and its children used. */
function usedWith(state: State, worker: WorkerState, now: number): { readonly usd: number; readonly tokens: number } {
  const mine = workerSpending(worker, now)
  return childrenOf(state.project, worker.id).reduce(
    (sum, { id }) => {
      const child = own(state.workers, id)
      const used = child === undefined ? { usd: 0, tokens: 0 } : usedWith(state, child, now)
      return { usd: sum.usd + used.usd, tokens: sum.tokens + used.tokens }
    },
    { usd: mine.usd, tokens: mine.tokens },
  )
}
