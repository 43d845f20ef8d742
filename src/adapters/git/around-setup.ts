import type { Repository } from './repository.ts'
import { noteSetupFiles } from './setup-files.ts'
import { locateWorktree } from './worktree.ts'
import { worktreeStatus } from './worktree-status.ts'

/**
 * Carries out `setup` in a worktree and remembers which untracked files it made (a link to node_modules, a seeded
 * database): as long as they stay as they are they are not taken for work. A draft that was there before stays one.
 */
export async function aroundSetup(repository: Repository, path: string, setup: () => Promise<void>): Promise<void> {
  const worktree = await locateWorktree(repository, path)
  const before = await worktreeStatus(repository, worktree)
  try {
    await setup()
  } finally {
    const after = await worktreeStatus(repository, worktree)
    await noteSetupFiles(
      worktree,
      after.untracked.filter(name => !before.untracked.includes(name)),
    )
  }
}
