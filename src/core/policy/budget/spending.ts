import type { Budget, Spent } from '../../model/budget.ts'
import { ranUntil } from '../../state/facts/ran-until.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'

/** What was used, as far as czar knows. The real amounts of money and tokens may be larger. */
export interface Spending {
  readonly usd: number
  readonly tokens: number
  readonly timeMs: number
  readonly turns: number
}

/** Returns what the agents of a worker have used until now. */
export function workerSpending({ usage, ran, turns }: WorkerState, now: number): Spending {
  return { usd: usage?.usd ?? 0, tokens: usage?.tokens ?? 0, timeMs: ranUntil(ran, now), turns: turns.ended }
}

/** Returns what the fleet has used until now. Its time counts from the first launch. */
export function fleetSpending(state: State, now: number): Spending {
  const [work, reviews] = [sumOf(state.workers), sumOfReviews(state.reviews)]
  const sum = { usd: work.usd + reviews.usd, tokens: work.tokens + reviews.tokens, turns: work.turns + reviews.turns }
  return { ...sum, timeMs: state.launchedAt === null ? 0 : Math.max(0, now - state.launchedAt) }
}

/** Returns for each limited amount which share of it is used, the largest share first. */
export function measure({ usd, tokens, timeMs, turns }: Budget, spending: Spending): readonly Spent[] {
  const found: (Spent | null)[] = [
    usd === null ? null : { what: 'usd', spent: spending.usd, limit: usd },
    tokens === null ? null : { what: 'tokens', spent: spending.tokens, limit: tokens },
    timeMs === null ? null : { what: 'time', spent: spending.timeMs, limit: timeMs },
    turns === null ? null : { what: 'turns', spent: spending.turns, limit: turns },
  ]
  return found.filter(spent => spent !== null).toSorted((one, other) => other.spent / other.limit - one.spent / one.limit)
}

const sumOf = memoizeLast((workers: State['workers']) => {
  const usages = Object.values(workers).flatMap(({ usage }) => usage ?? [])
  return {
    usd: usages.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
    tokens: usages.reduce((sum, { tokens }) => sum + tokens, 0),
    turns: Object.values(workers).reduce((sum, { turns }) => sum + turns.ended, 0),
  }
})

/** What reviewers used in reviews that are over. It is added here, because these reviewers are no longer in the list of workers. */
const sumOfReviews = memoizeLast((reviews: State['reviews']) => {
  const all = Object.values(reviews)
  return {
    usd: all.reduce((sum, { usage }) => sum + (usage?.usd ?? 0), 0),
    tokens: all.reduce((sum, { usage }) => sum + (usage?.tokens ?? 0), 0),
    turns: all.reduce((sum, { turns }) => sum + turns, 0),
  }
})
