import { since } from '../engine/evidence.ts'
import type { ConfusionRule, Said } from './confusion.ts'

/** Words of a worker that does not know its task at all. A question about a detail of the task does not count. */
const LOST = [
  /\bwhat (?:should|shall|do|am|can|would you like me to|do you want me to|exactly should) ?(?:i|we|me)? ?(?:to |supposed to )?(?:do|work on|build|implement)(?: now| next| here| first)?\s*\?/i,
  /\bwhat (?:is|was) (?:my|the) (?:task|assignment|job)\b/i,
  /\b(?:which|what) task\b[^.?!]*\?/i,
  /\bwhat would you like (?:me )?to (?:do|work on|build)\b/i,
  /\bhow (?:can|may) i help\b/i,
  /\b(?:i (?:do not|don't|can not|cannot|can't) (?:see|have|find) (?:a|any|the|my) (?:task|instructions?|assignment|brief))\b/i,
  /\bplease (?:provide|give|tell|send) (?:me )?(?:a|the|my|your) (?:task|instructions?|assignment)\b/i,
  /\bno task (?:was |has been )?(?:given|provided|assigned)\b/i,
]

/** Returns the worker's last report or turn in which it asks what its task is, or null if there is none. */
export const asksWhatToDo: ConfusionRule<Said> = ({ worker }) => {
  const word = worker.words.findLast(({ source }) => source === 'report' || source === 'turn')
  if (word === undefined || word.kind === 'done' || !LOST.some(pattern => pattern.test(word.text))) return null
  return {
    matter: 'asks-what-to-do',
    weight: 'wrong',
    reason: 'asks what it is to do',
    problem: 'You ask what you are to do; your task is given below.',
    at: word.at,
    evidence: [since(word.source === 'turn' ? 'agent' : 'report', word.text, word)],
  }
}
