import { viewReviews } from '../policy/review/view-review.ts'
import type { State } from '../state/types/state.ts'
import type { Summary, UsageSummary } from './summary.ts'
import type { Tally } from './tally.ts'

/** Returns the reviews of the summarized time, and the tokens, cost and turns of their agents. */
export function summarizeReviews(state: State, { from }: Tally): Pick<Summary, 'reviews' | 'review_usage'> {
  const reviews = viewReviews(state).filter(({ id }) => (state.reviews[id]?.askedAt ?? 0) >= from)
  const turns = reviews.reduce((sum, { id }) => sum + (state.workers[id]?.turns.ended ?? state.reviews[id]?.turns ?? 0), 0)
  const sum = (values: readonly (number | null)[]): number | null =>
    values.every(value => value === null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0)
  const review_usage: UsageSummary = {
    tokens: sum(reviews.map(({ tokens }) => tokens)),
    usd: sum(reviews.map(({ usd }) => usd)),
    turns,
    is_partial: reviews.some(({ usd, duration_ms: ran }) => usd === null && ran > 0),
  }
  return { reviews, review_usage }
}
