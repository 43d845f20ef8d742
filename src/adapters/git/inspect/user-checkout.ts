import { basename, dirname } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'

const MOST_FILES = 500

/**
 * The paths with uncommitted changes in the user's checkout, which is only read. Returns null if the repository has no checkout (a bare
 * repository).
 */
export async function userChanges(repository: Repository): Promise<readonly string[] | null> {
  if (basename(repository.commonDir) !== '.git') return null
  const checkout = { path: dirname(repository.commonDir), gitDir: repository.commonDir }
  return [...(await worktreeStatus(repository, checkout)).changed].sort().slice(0, MOST_FILES)
}
