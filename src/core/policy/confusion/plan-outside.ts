import type { ConfusionRule, Said } from './confusion.ts'
import { restatementEvidence } from './restatement.ts'
import { saysWhy } from './stated-reason.ts'
import { outsideOf } from './territory.ts'

const NAMED = 5

/**
 * The worker plans to change files that do not belong to its task. If the worker gives a reason, this is only advice, unless the files are
 * protected or belong to another worker.
 */
export const planOutside: ConfusionRule<Said> = work => {
  const { worker, assignment, task } = work
  const { acknowledged } = assignment
  if (acknowledged === null) return null
  const { foreign, unowned } = outsideOf(work, acknowledged.plan)
  const unexplained = unowned.filter(path => !saysWhy([acknowledged.text], path))
  const isWrong = foreign.length + unexplained.length > 0
  const paths = isWrong ? [...foreign, ...unexplained] : unowned
  if (paths.length === 0) return null
  const named = paths.slice(0, NAMED).join(', ')
  const owned = task.owns.length === 0 ? 'and belongs to another worker or is protected' : `(${task.owns.join(', ')})`
  return {
    matter: 'plan-outside',
    weight: isWrong ? 'wrong' : 'advice',
    reason: `plans to change ${named}, which is outside its territory`,
    problem: `You plan to change ${named}, which is outside your territory ${owned}.`,
    at: acknowledged.at,
    evidence: restatementEvidence(worker, assignment),
  }
}
