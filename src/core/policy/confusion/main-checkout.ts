import { since } from '../engine/evidence.ts'
import type { ConfusionRule, Seen } from './confusion.ts'
import { ownWork } from './own-work.ts'
import { outsideOf } from './territory.ts'

const NAMED = 3

/**
 * Since the worker got its task, files that belong to the task have changed in the user's own checkout, but not in the worker's worktree. A
 * person may have changed them, so czar only asks the worker.
 */
export const mainCheckout: ConfusionRule<Seen> = work => {
  const { project, worker, assignment, task, checkout } = work
  const own = ownWork(worker, assignment)
  const briefedAt = assignment.briefed?.at ?? null
  if (own === null || own.files.length > 0 || own.subjects.length > 0 || task.owns.length === 0 || briefedAt === null) return null
  const fresh = Object.entries(checkout).filter(([, sign]) => sign.at > briefedAt)
  const { foreign, unowned } = outsideOf(
    work,
    fresh.map(([path]) => path),
  )
  const inside = fresh.filter(([path]) => !foreign.includes(path) && !unowned.includes(path))
  const [first] = inside
  if (first === undefined) return null
  const named = inside
    .slice(0, NAMED)
    .map(([path]) => path)
    .join(', ')
  return {
    matter: 'main-checkout',
    weight: 'advice',
    reason: `may work in ${project.repo} instead of its worktree`,
    problem: `Do you work in ${project.repo}? ${named} changed there, while your worktree ${worker.worktree?.path ?? ''} stayed as it was. Work only in your worktree; if it was not you, go on.`,
    at: first[1].at,
    evidence: [since('git', `changed in ${project.repo}: ${named}`, first[1])],
  }
}
