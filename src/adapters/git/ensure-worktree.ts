import { chmod } from 'node:fs/promises'
import type { WorktreeResult, WorktreeSpec } from '../../core/model/git-port.ts'
import { completeCheckout } from './checkout-files.ts'
import { containedIn } from './merge-start.ts'
import { canonicalPath, isStrictlyInside } from './paths.ts'
import type { Repository } from './repository.ts'
import { takeSeat } from './take-seat.ts'
import { locateWorktree } from './worktree.ts'

/**
 * Makes the worker's worktree, or takes over the one that is there: nothing is forced, reset or deleted, and
 * kill -9 at any point leaves something that the next call completes. Only one is registered at a time (git
 * 2.39: parallel `worktree add` meets half-made entries); files are then written two worktrees at a time.
 */
export async function ensureWorktree(repository: Repository, wanted: WorktreeSpec): Promise<WorktreeResult> {
  const spec = { ...wanted, path: await canonicalPath(wanted.path) }
  if (isStrictlyInside(repository.options.worktreesDir, spec.path)) await chmod(repository.options.worktreesDir, 0o700)
  const seat = await takeSeat(repository, spec)
  const worktree = await locateWorktree(repository, spec.path)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  const includes = await containedIn(repository, seat.startSha, spec.includes)
  return { path: spec.path, branch: spec.branch, startSha: seat.startSha, includes, adopted: seat.adopted }
}
