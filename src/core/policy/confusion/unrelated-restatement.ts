import type { ConfusionRule, Said } from './confusion.ts'
import { restatementEvidence } from './restatement.ts'
import { taskWords } from './task-words.ts'
import { outsideOf } from './territory.ts'
import { sharedWords, wordsOf } from './vocabulary.ts'

/** Shorter texts cannot be judged by their words. */
const MIN_TASK_WORDS = 8
const MIN_WORDS = 5

/**
 * Its restatement shares no word with the task. Words alone prove nothing, as a free restatement mostly shares none either:
 * that is advice. A plan outside the task's territory makes it wrong.
 */
export const unrelatedRestatement: ConfusionRule<Said> = work => {
  const { worker, assignment, task } = work
  const { acknowledged } = assignment
  if (acknowledged === null) return null
  const words = wordsOf(acknowledged)
  if (words.size < MIN_WORDS || taskWords(task).size < MIN_TASK_WORDS || sharedWords(words, taskWords(task)) > 0) return null
  const { foreign, unowned } = outsideOf(work, acknowledged.plan)
  const tells = task.owns.length > 0 && acknowledged.plan.length > 0
  // It may be in another language: a fitting plan is enough.
  if (tells && foreign.length + unowned.length === 0) return null
  return {
    matter: 'unrelated-restatement',
    weight: tells ? 'wrong' : 'advice',
    reason: 'its restatement has nothing in common with the task',
    problem: 'Your restatement has no word in common with your task: compare the two, and go on if they mean the same.',
    at: acknowledged.at,
    evidence: restatementEvidence(worker, assignment),
  }
}
