import { own } from '../../model/own.ts'
import { isFault, undecidedReview } from '../../review/pending-review.ts'
import { sayFinding } from '../../review/say-finding.ts'
import { wantedTasks } from '../../state/facts/is-reviewer.ts'
import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { isSentBack, whyNotReturnedTo } from './return-reviewed.ts'

/**
 * Makes the items about tasks that a review rejects. Either the task cannot go back to its author, or it went back and still has the fault.
 */
export function reviewMatters(state: State): readonly AttentionMatter[] {
  const reviews = Object.values(state.reviews)
  if (reviews.length === 0) return []
  const stuck = reviews.flatMap((review): readonly AttentionMatter[] => {
    const why = isSentBack(state, review) ? whyNotReturnedTo(state, review) : null
    if (why === null) return []
    const hint = own(state.workers, review.author)?.stopped == null ? null : `czar restart ${review.author}   # it gets its task back`
    const text = `${review.task} is proven, but a command of its review fails; it cannot go back: ${why}`
    return [{ key: `review:${review.task}`, worker: review.author, text, hint }]
  })
  return [...stuck, ...undecidedMatters(state)]
}

/** Finds tasks whose author was told of a fault and left the fault in the work. A person decides who is right. */
function undecidedMatters(state: State): readonly AttentionMatter[] {
  return wantedTasks(state).flatMap(task => {
    const review = undecidedReview(state, task)
    if (review === null) return []
    const [fault] = review.findings.filter(isFault)
    const found = fault === undefined ? '' : `: ${sayFinding(fault)}`
    const text = `${task.id} is proven and not merged, because its author left a fault that a review found${found}`
    const hint = `czar review ${task.id} --accept   # or: czar review ${task.id} --send-back "what to do"`
    return [{ key: `review:${task.id}`, worker: review.author, text, hint }]
  })
}
