import type { Report } from '../events/report.ts'
import { cleanFact } from '../model/facts/repository-fact.ts'
import type { AssignmentState } from './types/task-state.ts'

/** Only the first facts of an assignment count, at most this many. */
const MOST_STATED = 5

/** Records a fact that a worker states. Ignores texts that are too long, that have several lines, or that the worker stated before. */
export function noteFact({ facts = [] }: AssignmentState, report: Report): Partial<AssignmentState> {
  const { text } = report
  const contradicts = report.contradicts ?? null
  const clean = cleanFact(text)
  if (facts.length >= MOST_STATED || (clean === null && (contradicts === null || text.trim() !== ''))) return {}
  const isKnown = facts.some(fact => fact.text === clean && fact.contradicts === contradicts)
  return isKnown ? {} : { facts: [...facts, { text: clean, contradicts }] }
}
