import { isRegenerable } from '../../../core/model/regenerable.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { noteSetupFiles } from './setup-files.ts'
import { worktreeStatus } from './worktree-status.ts'

/**
 * Carries out `setup` in a worktree and remembers which untracked files it made (a link to node_modules, a seeded
 * database): as long as they stay as they are they are not taken for work. A draft that was there before stays one.
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

/** Single files such as `.env`: those that a tool makes again are not asked about later. */
async function ignoredByGit(repository: Repository, worktree: Worktree): Promise<readonly string[]> {
  const { stdout } = await runGit(repository, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignored=matching'], {
    worktree,
  })
  const names = stdout.split('\0').flatMap(record => (record.startsWith('!! ') ? [record.slice(3)] : []))
  return names.filter(name => !name.endsWith('/') && !isRegenerable(name))
}
