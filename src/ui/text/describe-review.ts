import type { Event } from '../../core/events/event.ts'
import { sayFinding } from '../../core/review/say-finding.ts'
import { counted } from '../../core/text/counted.ts'

type ReviewEvents = Extract<Event, { kind: `review.${string}` }>

/** The text for each kind of event about reviews. A reviewer's words appear in quotes. */
export const REVIEW_SAYINGS: { readonly [Kind in ReviewEvents['kind']]: (event: Extract<ReviewEvents, { kind: Kind }>) => string } = {
  'review.asked': ({ task, commit, round, config, verdict }) =>
    `${task} at ${commit.slice(0, 8)}, round ${round}, by ${config.agent}${config.model === null ? '' : ` ${config.model}`} (${verdict})`,
  'review.finished': ({ findings }) =>
    findings.length === 0 ? 'nothing found' : `${counted(findings.length, 'finding')}: ${findings.map(sayFinding).join('; ')}`,
  'review.ended': ({ because, reason }) => `does not count (${because}): ${reason}`,
  'review.returned': ({ task, reasons }) => `${task}: ${reasons.join(' ')}`,
  'review.decided': ({ task, decision, text }) =>
    `${task}: ${decision === 'accepted' ? 'accepted as it is' : `sent back${text === null ? '' : `: ${text}`}`}`,
  'review.closed': () => 'its agent and worktree are gone',
}
