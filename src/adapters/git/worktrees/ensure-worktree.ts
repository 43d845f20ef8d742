import type { WorktreeResult, WorktreeSpec } from '../../../core/ports/git-port.ts'
import { containedIn } from '../refs/merge-start.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { completeCheckout, markUnfinished } from './checkout-files.ts'
import { registerWorktree } from './register-worktree.ts'

/**
 * Makes the worker's worktree or adopts the existing one. Nothing is forced, reset or deleted, and after kill -9 the next call completes
 * the work. Worktrees are registered one at a time, because in git 2.39 parallel `worktree add` calls find half-made entries. Their files
 * are then written in parallel.
 */
export async function ensureWorktree(repository: Repository, spec: WorktreeSpec): Promise<WorktreeResult> {
  // There is no await before this call, so that simultaneous requests are registered together.
  const { path, startSha, adopted, isNew } = await registerWorktree(repository, spec)
  const worktree = await locateWorktree(repository, path)
  if (isNew) await markUnfinished(worktree)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  const includes = await containedIn(repository, startSha, spec.includes)
  return { path, branch: spec.branch, startSha, includes, adopted }
}
