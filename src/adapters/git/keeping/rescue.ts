import type { WorkerId } from '../../../core/model/ids.ts'
import { createNext, rescuesOf } from '../refs/rescue-refs.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'
import { saveFiles } from './save-files.ts'
import { worktreeFiles } from './worktree-parts.ts'

/**
 * Saves all uncommitted changes (staged, unstaged, untracked) as a commit under `refs/czar/rescue/<worker>/<n>`. Czar never moves such a
 * ref after creating it. If the same state was saved before, it is not saved again. Returns null if there is nothing to save. Files that
 * cannot be read, and those of repositories inside the worktree, are left out, which loses nothing because the worktree itself stays.
 */
export async function rescue(repository: Repository, worker: WorkerId, path: string): Promise<string | null> {
  const files = await worktreeFiles(repository, await locateWorktree(repository, path))
  return (await saveFiles(repository, worker, { ...files, place: '' }, { isStrict: false }))?.ref ?? null
}

/**
 * Saves work that is not on the worker's branch: uncommitted changes as in `rescue`, and the checked-out commit if no ref contains it.
 * Resets and moves nothing. Returns null if there is nothing to save.
 */
export async function keepStrayCommits(repository: Repository, worker: WorkerId, path: string): Promise<string | null> {
  const saved = await rescue(repository, worker, path)
  // The commit that was saved has HEAD as its parent, so HEAD is saved too.
  if (saved !== null) return saved
  const { head, branch } = await worktreeStatus(repository, await locateWorktree(repository, path))
  if (head === null) return null
  const text = await askGit(repository, ['for-each-ref', '--contains', head, '--format=%(refname)', 'refs/heads', 'refs/czar/rescue'])
  if (text.split('\n').some(name => name !== '' && name !== `refs/heads/${branch}`)) return null
  const after = Math.max(0, ...(await rescuesOf(repository, worker)).map(entry => entry.number))
  return createNext(repository, `refs/czar/rescue/${worker}`, { commit: head, after })
}
