import { seen } from '../engine/evidence.ts'
import type { ConfusionRule } from './confusion.ts'
import { ownWork } from './own-work.ts'
import { saysWhy } from './stated-reason.ts'
import { outsideOf } from './territory.ts'

const NAMED = 5

/**
 * The worker changed files that do not belong to its task. Changes that it merged in do not count. If the worker gave a reason, this is
 * only advice.
 */
export const worksOutside: ConfusionRule = work => {
  const { worker, assignment, task } = work
  const files = ownWork(worker, assignment)?.files ?? []
  if (files.length === 0) return null
  const { foreign, unowned } = outsideOf(work, files)
  const texts = [assignment.acknowledged?.text ?? '', ...worker.words.filter(word => word.source === 'report').map(word => word.text)]
  const unexplained = unowned.filter(path => !saysWhy(texts, path))
  const isWrong = foreign.length + unexplained.length > 0
  const paths = isWrong ? [...foreign, ...unexplained] : unowned
  if (paths.length === 0) return null
  const named = paths.slice(0, NAMED).join(', ')
  return {
    matter: 'works-outside',
    weight: foreign.length > 0 ? 'certain' : isWrong ? 'wrong' : 'advice',
    reason:
      foreign.length > 0 ? `changes what is another worker's or protected: ${named}` : `changes files outside its territory: ${named}`,
    problem: `You changed ${named}, ${foreign.length > 0 ? "which is another worker's or protected" : `outside your territory (${task.owns.join(', ')})`}; take that back, or say why it is needed.`,
    at: worker.gitAt,
    evidence: [seen(worker, 'git', `changed here: ${named}`)],
  }
}
