import type { Project } from '../../model/project.ts'
import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import { since } from '../engine/evidence.ts'
import type { ConfusionRule, Said } from './confusion.ts'
import { taskWords } from './task-words.ts'
import { sharedWords, vocabularyOf, wordsOf } from './vocabulary.ts'

/** The worker's reports must have at least this many words of another task, and three times as many as of its own task. */
const MIN_WORDS = 4
/** A word that is in the texts of more tasks than this does not show which task a report is about. */
const MOST_OWNERS = 3

/** The worker's reports are about another worker's task, and hardly about its own. */
export const otherTask: ConfusionRule<Said> = ({ project, worker, task }) => {
  // A worker that is blocked naturally names other workers' tasks, and a note may be about anything. So only other reports count.
  const word = worker.words.findLast(({ kind }) => kind === 'ack' || kind === 'progress')
  if (word === undefined) return null
  const said = wordsOf(word)
  const counts = new Map<string, number>()
  const owners = ownersOf(project)
  for (const stem of said) for (const id of owners.get(stem) ?? NOBODY) counts.set(id, (counts.get(id) ?? 0) + 1)
  counts.delete(worker.id)
  counts.delete(task.id)
  if (worker.config.attempt !== undefined) counts.delete(worker.config.attempt.task)
  let [other, most] = ['', 0]
  for (const [id, count] of counts) if (count > most) [other, most] = [id, count]
  if (most < MIN_WORDS || most < 3 * sharedWords(said, taskWords(task))) return null
  return {
    matter: 'other-task',
    weight: 'wrong',
    reason: `speaks of ${other}'s task as its own`,
    problem: `What you say is about ${other}'s task, which ${other} does; yours is another one.`,
    at: word.at,
    evidence: [since('report', `${word.kind}: ${word.text}`, word)],
  }
}

const NOBODY: readonly string[] = []

/** For each word, the tasks whose text has it. With this list a report need not be compared with every task. */
const ownersOf = memoizeByObject((project: Project) => {
  // All attempts at one task have the same text, so only the first of them counts.
  const tasks = [...project.workers.filter(({ attempt }) => (attempt?.number ?? 1) === 1), ...project.bonus]
  const pairs = tasks.flatMap(({ id, task }) => [...vocabularyOf(`${id}\n${task.text}`)].map(stem => ({ stem, id: id as string })))
  const owners = Map.groupBy(pairs, ({ stem }) => stem)
  const rare = [...owners].filter(([, found]) => found.length <= MOST_OWNERS)
  return new Map(rare.map(([stem, found]) => [stem, found.map(({ id }) => id)]))
})
