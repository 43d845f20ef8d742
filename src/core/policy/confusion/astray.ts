import { seen } from '../health/evidence.ts'
import type { ConfusionRule, Seen } from './confusion.ts'

/** Its worktree has another branch checked out, or none. In the middle of a rebase or bisect git itself detaches HEAD. */
export const astray: ConfusionRule<Seen> = ({ worker }) => {
  const { git, worktree, kept } = worker
  if (git === null || worktree === null || git.branch === worktree.branch) return null
  if (git.branch === null && (git.operation ?? null) !== null) return null
  const where = git.branch === null ? 'a detached HEAD' : git.branch
  const safe =
    kept?.head === git.head && kept.ref !== null ? [{ ...seen(worker, 'git', `kept by ${kept.ref}`), seq: kept.seq, at: kept.at }] : []
  return {
    matter: git.branch === null ? 'detached-head' : 'wrong-branch',
    weight: 'wrong',
    reason: `works on ${where} instead of ${worktree.branch}`,
    problem: `Your worktree is on ${where} instead of your branch ${worktree.branch}; nothing was reset, what you did is kept.`,
    at: worker.gitAt,
    evidence: [seen(worker, 'git', `${where} at ${git.head.slice(0, 8)}`), ...safe],
  }
}
