import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { GoneFolder } from '../../../core/events/worktree-event.ts'
import { resolveCommit } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { listWorktrees } from './list-worktrees.ts'

/**
 * Finds out why the folder of a worktree is missing. Returns null if it exists. 'away' means that the folder may come back: its parent
 * folder is missing too (a disk that is not mounted), git knows the worktree in another place, or a person has locked it.
 */
export async function goneFolder(repository: Repository, path: string, branches: readonly string[]): Promise<GoneFolder | null> {
  if (await isThere(path)) return null
  if (!(await isThere(dirname(path)))) return 'away'
  const tips = await Promise.all(branches.map(branch => resolveCommit(repository, `refs/heads/${branch}`)))
  if (tips.includes(null)) return 'away'
  const worktrees = await listWorktrees(repository)
  const isKept = worktrees.some(known =>
    known.path === path ? known.locked !== null : known.branch !== null && branches.includes(known.branch),
  )
  return isKept ? 'away' : 'lost'
}

/** Whether something may exist at the path. A path that cannot be read for lack of permission counts as existing. */
async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}
