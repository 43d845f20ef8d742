import type { WorktreeResult, WorktreeSpec } from '../../../core/ports/git-port.ts'
import { containedIn } from '../refs/merge-start.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { completeCheckout, markUnfinished } from './checkout-files.ts'
import { registerWorktree } from './register-worktree.ts'

/**
 * Creates a worker's worktree, or takes over the existing one. Nothing is forced, reset or deleted. If czar is killed, the next call
 * completes the work. Git is told of one worktree at a time, because in git 2.39 parallel calls of `worktree add` fail over each other's
 * unfinished entries. The files of several worktrees are then written in parallel.
 */
export async function ensureWorktree(repository: Repository, spec: WorktreeSpec): Promise<WorktreeResult> {
  // There must be no await before this call, so that requests that come at the same time are handled together.
  const { path, startSha, adopted, isNew } = await registerWorktree(repository, spec)
  const worktree = await locateWorktree(repository, path)
  if (isNew) await markUnfinished(worktree)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  const includes = await containedIn(repository, startSha, spec.includes)
  return { path, branch: spec.branch, startSha, includes, adopted }
}
