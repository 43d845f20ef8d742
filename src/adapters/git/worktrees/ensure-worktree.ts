import type { WorktreeResult, WorktreeSpec } from '../../../core/ports/git-port.ts'
import { containedIn } from '../refs/merge-start.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { completeCheckout, markUnfinished } from './checkout-files.ts'
import { registerWorktree } from './register-worktree.ts'

/**
 * Makes the worker's worktree, or takes over the one that is there: nothing is forced, reset or deleted, and
 * kill -9 at any point leaves something that the next call completes. Only one is registered at a time (git
 * 2.39: parallel `worktree add` meets half-made entries); files are then written to several at a time.
 */
export async function ensureWorktree(repository: Repository, spec: WorktreeSpec): Promise<WorktreeResult> {
  // Nothing is waited for before: those who ask at once are registered together.
  const { path, startSha, adopted, isNew } = await registerWorktree(repository, spec)
  const worktree = await locateWorktree(repository, path)
  if (isNew) await markUnfinished(worktree)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  const includes = await containedIn(repository, startSha, spec.includes)
  return { path, branch: spec.branch, startSha, includes, adopted }
}
