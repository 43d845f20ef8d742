import type { ConfusionRule, Said } from './confusion.ts'
import { restatementEvidence } from './restatement.ts'

const MIN_CHARS = 12

/** Finds an acknowledgement of the task that says almost nothing about the task. */
export const thinRestatement: ConfusionRule<Said> = ({ worker, assignment }) => {
  const { acknowledged } = assignment
  if (acknowledged === null || acknowledged.text.trim().length >= MIN_CHARS) return null
  return {
    matter: 'thin-restatement',
    weight: 'unclear',
    reason: 'its acknowledgement does not restate the task in its own words',
    problem: 'Your acknowledgement does not restate the task in your own words.',
    at: acknowledged.at,
    evidence: restatementEvidence(worker, assignment),
  }
}
