import type { BringQuestion, BroughtBase } from '../../../core/ports/landing-port.ts'
import { mergeTrees } from '../refs/merge-trees.ts'
import { resolveCommit } from '../refs/start-reference.ts'
import { writeCommit } from '../refs/write-commit.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { CHECKOUT_TIMEOUT_MS } from '../worktrees/checkout-files.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'
import { holderOf } from './holder-of.ts'

/**
 * Merges base into a worker's branch whose newest commit is `commit`, and moves the branch forward to the merge. Files are written only in
 * the worker's own worktree, and only if none of the worker's changes are in the way. The same arguments give the same commit. So if czar
 * was killed and repeats the call, the call finds the work done.
 */
export async function bringBase(repository: Repository, question: BringQuestion): Promise<BroughtBase> {
  const { branch, commit, base, seconds, worktree } = question
  const merged = await mergeTrees(repository, base, commit)
  if ('conflicts' in merged)
    return { refused: `it conflicts with ${repository.options.base} in ${merged.conflicts.slice(0, 5).join(', ')}` }
  const message = `Merge ${repository.options.base} into ${branch}`
  const merge = await writeCommit(repository, { tree: merged.tree, parents: [commit, base], message, seconds })
  const tip = await resolveCommit(repository, `refs/heads/${branch}`)
  if (tip === merge) return { commit: merge }
  if (tip !== commit) return { refused: `${branch} has moved` }
  const holder = await holderOf(repository, branch)
  if (holder === null) {
    await runGit(repository, ['update-ref', '--create-reflog', '-m', MERGED_BASE, `refs/heads/${branch}`, merge, commit])
    return { commit: merge }
  }
  if (worktree === null || holder !== (await canonicalPath(worktree))) return { refused: `${branch} is checked out in ${holder}` }
  const located = await locateWorktree(repository, worktree)
  const here = await worktreeStatus(repository, located)
  if (here.branch !== branch) return { refused: `a rebase or a bisect is unfinished in ${worktree}` }
  const { status } = await runGit(repository, FORWARD(merge), { worktree: located, timeoutMs: CHECKOUT_TIMEOUT_MS, answers: [1, 128] })
  return status === 0 ? { commit: merge } : { refused: `the merge would overwrite uncommitted files in ${worktree}` }
}

const MERGED_BASE = 'czar: merged base'

/** Moves the checked-out branch forward. Without --no-overwrite-ignore, git would silently overwrite ignored files. */
const FORWARD = (to: string) => ['merge', '--quiet', '--ff-only', '--no-overwrite-ignore', to]
