import type { Budget } from '../../model/budget.ts'
import type { TaskId, WorkerId } from '../../model/ids.ts'
import { isTaskOver, parentOf } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { workerSpending } from './spending.ts'

/**
 * Returns the worker's budget of money and tokens without the parts that it gave to its children. If a child is over or left the fleet,
 * only its use is subtracted, so the rest returns to the parent. The budgets of a child's own children are parts of the child's budget.
 */
export function carvedBudget(state: State, { id, config: { budget } }: WorkerState, now: number): Budget {
  const children = budget.usd === null && budget.tokens === null ? [] : childrenEver(state, id)
  if (children.length === 0) return budget
  const parts = children.map(child => {
    const used = usedWith(state, child, now)
    const isOver = isTaskOver(state, child.id as string as TaskId)
    const { usd, tokens } = child.config.budget
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

/** The children that the worker has or had. */
function childrenEver({ workers }: State, parent: WorkerId): readonly WorkerState[] {
  return Object.values(workers).filter(({ config }) => parentOf(config) === parent)
}

/** What a worker and its children used. */
function usedWith(state: State, worker: WorkerState, now: number): { readonly usd: number; readonly tokens: number } {
  const mine = workerSpending(worker, now)
  return childrenEver(state, worker.id).reduce(
    (sum, child) => {
      const used = usedWith(state, child, now)
      return { usd: sum.usd + used.usd, tokens: sum.tokens + used.tokens }
    },
    { usd: mine.usd, tokens: mine.tokens },
  )
}
