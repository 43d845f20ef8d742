import { seen } from '../engine/evidence.ts'
import type { ConfusionRule, Seen } from './confusion.ts'

/** The worker's worktree is on another branch, or on none. It does not count if git itself detached HEAD for a rebase or bisect. */
export const astray: ConfusionRule<Seen> = ({ worker }) => {
  const { git, worktree, kept } = worker
  if (git === null || worktree === null || git.branch === worktree.branch) return null
  if (git.branch === null && (git.operation ?? null) !== null) return null
  const where = git.branch === null ? 'a detached HEAD' : git.branch
  const own = kept?.head === git.head && kept.ref !== null ? kept : null
  const safe = own === null ? [] : [{ ...seen(worker, 'git', `kept by ${own.ref}`), seq: own.seq, at: own.at }]
  // A worker that only checked out an older commit to read it has done no work there.
  const isLooking = git.branch === null && git.dirty === 0 && own === null
  return {
    matter: git.branch === null ? 'detached-head' : 'wrong-branch',
    weight: isLooking ? 'advice' : 'wrong',
    reason: `works on ${where} instead of ${worktree.branch}`,
    problem: `Your worktree is on ${where} instead of your branch ${worktree.branch}; nothing was reset, what you did is kept.`,
    at: worker.gitAt,
    evidence: [seen(worker, 'git', `${where} at ${git.head.slice(0, 8)}`), ...safe],
  }
}
