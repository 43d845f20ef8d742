import { isRegenerable } from '../../../core/model/regenerable.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { noteSetupFiles } from './setup-files.ts'
import { worktreeStatus } from './worktree-status.ts'

/**
 * Runs `setup` in a worktree and records the untracked files that it made (a link to node_modules, a seeded database).
 * As long as these files are unchanged, they do not count as work. A draft that existed before the setup still counts as
 * work.
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

/** Ignored single files such as `.env`. Files that a tool can make again are left out. */
async function ignoredByGit(repository: Repository, worktree: Worktree): Promise<readonly string[]> {
  const { stdout } = await runGit(repository, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignored=matching'], {
    worktree,
  })
  const names = stdout.split('\0').flatMap(record => (record.startsWith('!! ') ? [record.slice(3)] : []))
  return names.filter(name => !name.endsWith('/') && !isRegenerable(name))
}
