import { seen } from '../engine/evidence.ts'
import type { ConfusionRule, Seen } from './confusion.ts'
import { ownWork } from './own-work.ts'
import { taskWords } from './task-words.ts'
import { outsideOf } from './territory.ts'
import { sharedWords, vocabularyOf } from './vocabulary.ts'

const NAMED = 3

/** None of the worker's commits changes a file that belongs to its task, and no subject of a commit has a word of the task. */
export const unrelatedCommits: ConfusionRule<Seen> = work => {
  const { worker, assignment, task } = work
  const own = ownWork(worker, assignment)
  if (own === null || own.subjects.length === 0 || own.files.length === 0 || task.owns.length === 0) return null
  const { foreign, unowned } = outsideOf(work, own.files)
  if (foreign.length + unowned.length < own.files.length) return null
  if (sharedWords(vocabularyOf(own.subjects.join('\n')), taskWords(task)) > 0) return null
  const named = own.subjects
    .slice(0, NAMED)
    .map(subject => `"${subject}"`)
    .join(', ')
  return {
    matter: 'unrelated-commits',
    weight: 'wrong',
    reason: `its commits have nothing to do with its task: ${named}`,
    problem: `Your commits have nothing to do with your task, neither by their files nor by their words: ${named}.`,
    at: worker.gitAt,
    evidence: [seen(worker, 'git', `committed: ${named}; files: ${own.files.slice(0, NAMED).join(', ')}`)],
  }
}
