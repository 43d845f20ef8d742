import { since } from '../engine/evidence.ts'
import type { ConfusionRule, Said } from './confusion.ts'

/** The worker acknowledged another assignment's number after it got this assignment, and has not corrected that. */
export const wrongAssignment: ConfusionRule<Said> = ({ worker, assignment }) => {
  const { briefed, lastVerdict } = assignment
  // An acknowledgement is about other work if it came before the agent got the task, or before the task came back to the worker.
  const from = Math.max(briefed?.at ?? 0, lastVerdict?.at ?? 0)
  const word = worker.words.findLast(({ kind, at }) => kind === 'ack' && briefed !== null && at >= from)
  if (word === undefined || word.assignment === null || word.assignment === assignment.id) return null
  return {
    matter: 'wrong-assignment',
    weight: 'certain',
    reason: `acknowledged ${word.assignment} instead of ${assignment.id}`,
    problem: `You acknowledged ${word.assignment}, but your task is ${assignment.id}.`,
    at: word.at,
    evidence: [since('report', `ack ${word.assignment}: ${word.text}`, word)],
  }
}
