import type { ReviewEvent } from '../../events/review/review-event.ts'
import { own } from '../../model/own.ts'
import { isFault, reviewOfProof, sendsBack } from '../../review/pending-review.ts'
import { commandOf, placeOf, quoteClaim, quoteCommand, sayOutcome } from '../../review/say-finding.ts'
import type { ReviewState } from '../../state/types/review-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { isInFile } from '../facts/work/tasks.ts'

const TOLD = 5
const WORDS = 2_000

/**
 * Returns the next task that goes back to its author because of a review. Returns null if there is no such task, or if the author is not
 * free.
 */
export function nextReviewReturn(state: State): Extract<ReviewEvent, { kind: 'review.returned' }> | null {
  for (const review of Object.values(state.reviews)) {
    if (!isSentBack(state, review) || whyNotReturnedTo(state, review) !== null) continue
    const author = own(state.workers, review.author)
    if (author === undefined || author.assignment !== null) continue
    const [fault] = review.findings.filter(isFault)
    return {
      kind: 'review.returned',
      review: review.id,
      worker: review.author,
      task: review.task,
      commit: review.commit,
      reasons: reasonsFor(state, review),
      tail: fault?.tail ?? '',
      log: review.log,
    }
  }
  return null
}

/** Whether the review rejects the work that is proven now, and the task has not gone back to its author for it yet. */
export function isSentBack(state: State, review: ReviewState): boolean {
  if (!sendsBack(review)) return false
  const task = own(state.tasks, review.task)
  return (task?.state === 'verified' || task?.state === 'candidate') && reviewOfProof(state, task)?.id === review.id
}

/** Says why the author cannot get the task back. Returns null if the author gets it, at once or when it is free. */
export function whyNotReturnedTo(state: State, { author: id }: ReviewState): string | null {
  const author = own(state.workers, id)
  if (author === undefined || !isInFile(state, author)) return 'its author is not in the project file'
  return author.stopped === null ? null : `${id} is stopped`
}

/** Returns what the author is told. The reviewer's own words are always in quotes. */
function reasonsFor(state: State, review: ReviewState): readonly string[] {
  const shown = review.findings.filter(isFault).slice(0, TOLD)
  const { decision } = review
  const words = decision?.text == null ? [] : [`A person says about it: ${plainText(decision.text, WORDS)}`]
  const isPersons = decision?.kind === 'sent_back'
  const person = isPersons ? ['A person sends it back to you, because the fault is still there.', ...words] : []
  const begin = `A reviewer found a fault in ${review.commit.slice(0, 8)}, and czar saw it: its command fails there and not before your work.`
  const told = shown.flatMap(finding => [
    `${placeOf(finding)}: run ${quoteCommand(commandOf(finding) ?? '')} at the root of the repository: it fails, and must succeed.`,
    `The reviewer's words, for information: ${quoteClaim(finding)}`,
  ])
  const advice = state.project?.policy.review?.tellAuthor === true ? sayAdvice(review) : []
  return [begin, ...person, ...told, ...advice]
}

/** Returns sentences for the author about the findings that do not send the task back. */
function sayAdvice({ findings }: ReviewState): readonly string[] {
  return findings
    .filter(finding => !isFault(finding))
    .slice(0, TOLD)
    .map(finding => `Advice at ${placeOf(finding)}, in the reviewer's words: ${quoteClaim(finding)} (${sayOutcome(finding)}).`)
}
