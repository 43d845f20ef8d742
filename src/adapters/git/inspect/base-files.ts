import { baseCommit } from '../refs/base-commit.ts'
import type { GitOptions } from '../repository/git-options.ts'
import { openRepository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/** Lists the files that base tracks. Returns null if that is unknown: there is no repository, no commit, or no such base yet. */
export async function baseFiles(options: GitOptions): Promise<readonly string[] | null> {
  try {
    const repository = await openRepository(options)
    const { stdout } = await runGit(repository, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', await baseCommit(repository)])
    return stdout.split('\0').filter(Boolean)
  } catch {
    return null
  }
}
