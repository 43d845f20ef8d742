import { isRegenerable } from '../../../core/model/regenerable.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { noteSetupFiles } from './setup-files.ts'
import { worktreeStatus } from './worktree-status.ts'

/**
 * Runs the setup commands in a worktree, and records the untracked files that they made (such as a link to node_modules, or a prepared
 * database). As long as these files are unchanged, they do not count as the worker's work. An untracked file that existed before the setup
 * still counts.
 */
export async function aroundSetup(repository: Repository, path: string, setup: () => Promise<void>): Promise<void> {
  const worktree = await locateWorktree(repository, path)
  const before = await worktreeStatus(repository, worktree)
  const ignoredBefore = await ignoredByGit(repository, worktree)
  try {
    await setup()
  } finally {
    const after = await worktreeStatus(repository, worktree)
    const untracked = after.untracked.filter(name => !before.untracked.includes(name))
    const ignored = (await ignoredByGit(repository, worktree)).filter(name => !ignoredBefore.includes(name))
    await noteSetupFiles(worktree, [...untracked, ...ignored])
  }
}

/** Single files that git ignores, such as `.env`. Files that a tool can make again are left out. */
async function ignoredByGit(repository: Repository, worktree: Worktree): Promise<readonly string[]> {
  const { stdout } = await runGit(repository, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignored=matching'], {
    worktree,
  })
  const names = stdout.split('\0').flatMap(record => (record.startsWith('!! ') ? [record.slice(3)] : []))
  return names.filter(name => !name.endsWith('/') && !isRegenerable(name))
}
