import { own } from '../../model/own.ts'
import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { isSentBack, whyNotReturnedTo } from './return-reviewed.ts'

/** Tasks that a review rejects and that cannot go back to their author. */
export function reviewMatters(state: State): readonly AttentionMatter[] {
  return Object.values(state.reviews).flatMap(review => {
    const why = isSentBack(state, review) ? whyNotReturnedTo(state, review) : null
    if (why === null) return []
    const hint = own(state.workers, review.author)?.stopped == null ? null : `czar restart ${review.author}   # it gets its task back`
    const text = `${review.task} is proven, but a command of its review fails; it cannot go back: ${why}`
    return [{ key: `review:${review.task}`, worker: review.author, text, hint }]
  })
}
