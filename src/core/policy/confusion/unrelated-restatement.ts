import type { ConfusionRule, Said } from './confusion.ts'
import { restatementEvidence } from './restatement.ts'
import { taskWords } from './task-words.ts'
import { outsideOf } from './territory.ts'
import { sharedWords, wordsOf } from './vocabulary.ts'

/** A text with fewer words than this is too short to tell what it is about. */
const MIN_TASK_WORDS = 8
const MIN_WORDS = 5

/**
 * The worker's acknowledgement has no word in common with the task. A correct acknowledgement in other words often has no word of the task
 * either, so this alone is only advice. If the worker also plans to change files that do not belong to the task, it is confused.
 */
export const unrelatedRestatement: ConfusionRule<Said> = work => {
  const { worker, assignment, task } = work
  const { acknowledged } = assignment
  if (acknowledged === null) return null
  const words = wordsOf(acknowledged)
  if (words.size < MIN_WORDS || taskWords(task).size < MIN_TASK_WORDS || sharedWords(words, taskWords(task)) > 0) return null
  const { foreign, unowned } = outsideOf(work, acknowledged.plan)
  const tells = task.owns.length > 0 && acknowledged.plan.length > 0
  // The acknowledgement may be in another language. If the worker plans to change only files of its task, czar assumes that it has
  // understood the task.
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
