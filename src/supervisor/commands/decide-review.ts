import type { Command } from '../../core/events/command.ts'
import { own } from '../../core/model/own.ts'
import { rejectionOf, sendsBack } from '../../core/review/pending-review.ts'
import type { State } from '../../core/state/types/state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/**
 * Carries out a person's decision about proven work in which a review found faults: to accept it anyway, or to send it back to its author
 * once more.
 */
export function decideReview(state: State, { task: id, decision, text }: Extract<Command, { verb: 'review' }>): CommandOutcome {
  const task = own(state.tasks, id)
  if (task === undefined || task.kind === 'review') return refused(`there is no task "${id}"`, 'czar status')
  const review = rejectionOf(state, task)
  if (review === null) return refused(`no review keeps ${id} back`, `czar why ${task.worker ?? id}`)
  const { id: name, author: worker, commit } = review
  const decided = { kind: 'review.decided', review: name, worker, task: task.id, commit, text } as const
  if (decision === 'accept')
    return outcome(
      [{ ...decided, decision: 'accepted' }],
      `the review no longer keeps ${id} back: its work counts as it is, at ${commit.slice(0, 8)}`,
    )
  if (sendsBack(review)) return refused(`${id} goes back to ${worker} already`, `czar why ${worker}`)
  return outcome([{ ...decided, decision: 'sent_back' }], `${id} goes back to ${worker}, with the findings of ${name}`)
}
