import type { Report } from '../events/report.ts'
import { cleanFact, type StatedFact } from '../model/facts/repository-fact.ts'
import type { AssignmentState } from './types/task-state.ts'

/**
 * The number of facts that count for one assignment, the first ones. The same number of confirmations and refusals of earlier facts counts.
 */
const MOST_STATED = 5

/** Records a fact that a worker states. Ignores texts that are too long, that have several lines, or that the worker stated before. */
export function noteFact({ facts = [] }: AssignmentState, report: Report): Partial<AssignmentState> {
  const { text, confirms } = report
  const contradicts = report.contradicts ?? null
  const clean = cleanFact(text)
  const isAboutOther = contradicts !== null || confirms !== undefined
  if (clean === null && (!isAboutOther || text.trim() !== '')) return {}
  const stated: StatedFact = { text: clean, contradicts, ...(confirms === undefined ? {} : { confirms }) }
  if (facts.filter(fact => (fact.text === null) === (clean === null)).length >= MOST_STATED) return {}
  const isKnown = facts.some(fact => fact.text === clean && fact.contradicts === contradicts && fact.confirms === confirms)
  return isKnown ? {} : { facts: [...facts, stated] }
}
