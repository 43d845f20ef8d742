import type { ConfusionRule, Said } from './confusion.ts'
import { restatementEvidence } from './restatement.ts'
import { sharedWords, vocabularyOf, wordsOf } from './vocabulary.ts'

/** Words that people use for conditions that finished work must meet. */
const CRITERIA = /\b(?:accept\w*|criteri\w*|tests?|tested|checks?|checked|pass\w*|succe\w*|green|build\w*|lint\w*|verif\w*|prove\w*)\b/i

/**
 * The worker's acknowledgement names neither a test nor a command that proves the work. The worker may run such a command anyway, so this
 * is only advice.
 */
export const unmentionedCriteria: ConfusionRule<Said> = ({ worker, assignment, task }) => {
  const { acknowledged } = assignment
  if (acknowledged === null || task.accept.length === 0 || CRITERIA.test(acknowledged.text)) return null
  if (sharedWords(wordsOf(acknowledged), vocabularyOf(task.accept.join('\n'))) > 0) return null
  return {
    matter: 'criteria',
    weight: 'advice',
    reason: 'its restatement does not mention what must succeed in the end',
    problem: `Your restatement does not mention what must succeed in the end: ${task.accept.join('; ')}.`,
    at: acknowledged.at,
    evidence: restatementEvidence(worker, assignment),
  }
}
