import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { GoneFolder } from '../../../core/events/worktree-event.ts'
import { resolveCommit } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { listWorktrees } from './list-worktrees.ts'

/**
 * What became of the folder of a worktree; null: it is there. A folder whose surroundings are gone too lies on a disk that is not mounted,
 * and a worktree that git knows at another place, or that a person locked, is kept by somebody.
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

/** What cannot be looked at, for want of a right, is not known to be gone. */
async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}
