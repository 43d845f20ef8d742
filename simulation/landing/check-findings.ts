import type { Event } from '../../src/core/events/event.ts'
import type { FindingOutcome } from '../../src/core/events/review/review-event.ts'
import { wasSentBackFor } from '../../src/core/review/pending-review.ts'
import { WRONG_CASE } from '../agents/review.ts'
import { treeAt } from '../repository/repository.ts'
import type { SimulatedWorker, World } from '../world.ts'

/**
 * Runs the commands of a review's findings. A command fails if there is a fault that the accept commands miss, or if the command itself is
 * wrong.
 */
export function checkFindings({ czar, repository }: World, { id }: SimulatedWorker): readonly Event[] {
  const state = czar.state()
  const review = state.reviews[id]
  if (review?.state !== 'reported') return []
  const isFault = (treeAt(repository, review.commit).parts.get(review.task)?.blindFaults ?? 0) > 0
  const findings = review.reported.map(finding => {
    const isWrong = 'command' in finding.evidence && finding.evidence.command.includes(WRONG_CASE)
    const outcome: FindingOutcome = wasSentBackFor(state, review, finding) ? 'again' : isFault || isWrong ? 'shown' : 'passes'
    return { ...finding, outcome, reason: null, tail: '' }
  })
  return [{ kind: 'review.finished', worker: id, findings, log: null, durationMs: 60_000 }]
}
