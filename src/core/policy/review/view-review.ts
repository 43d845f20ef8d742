import { own } from '../../model/own.ts'
import { isRejection } from '../../review/pending-review.ts'
import { commandOf, quoteClaim, quoteCommand, sayFinding } from '../../review/say-finding.ts'
import type { ReviewState } from '../../state/types/review-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { ReviewView } from '../../views/review.ts'
import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'

/** Returns all reviews as the status shows them, the oldest first. */
export function viewReviews(state: State): readonly ReviewView[] {
  return Object.values(state.reviews).map(review => {
    const worker = own(state.workers, review.id)
    const kept = viewKept(review)
    if (worker === undefined) return kept
    const { usd = null, tokens = null } = worker.usage ?? {}
    return { ...kept, usd, tokens, duration_ms: worker.ran.ms }
  })
}

const viewKept = memoizeByObject((review: ReviewState): ReviewView => {
  const { id, task, commit, round, agent, model, findings, log, usage, ranMs } = review
  return {
    ...{ id, task, commit, round, agent, model, log },
    state: stateOf(review),
    reason: review.end !== null ? plainText(review.end.reason, 300) : review.decision?.kind === 'accepted' ? ACCEPTED : null,
    findings: findings.map(finding => {
      const command = commandOf(finding)
      return {
        path: plainText(finding.path, 400),
        line: finding.line,
        severity: finding.severity,
        claim: quoteClaim(finding),
        command: command === null ? null : quoteCommand(command),
        outcome: finding.outcome,
        text: sayFinding(finding),
      }
    }),
    usd: usage?.usd ?? null,
    tokens: usage?.tokens ?? null,
    duration_ms: ranMs,
  }
})

const ACCEPTED = 'a person accepted the work as it is'

function stateOf(review: ReviewState): ReviewView['state'] {
  switch (review.state) {
    case 'open':
      return 'reviewing'
    case 'reported':
      return 'checking'
    case 'counted':
      return isRejection(review) ? 'rejected' : 'approved'
    case 'uncounted':
      return 'void'
  }
}
