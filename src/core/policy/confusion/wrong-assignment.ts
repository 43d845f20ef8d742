import { since } from '../engine/evidence.ts'
import type { ConfusionRule, Said } from './confusion.ts'

/** It acknowledges by the number of another assignment, after it was given this one, and has not put that right. */
export const wrongAssignment: ConfusionRule<Said> = ({ worker, assignment }) => {
  const { briefed } = assignment
  // What was said before the brief arrived is about what came before.
  const word = worker.words.findLast(({ kind, at }) => kind === 'ack' && briefed !== null && at >= briefed.at)
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
