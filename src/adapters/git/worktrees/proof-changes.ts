import { isRegenerable } from '../../../core/model/regenerable.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'

const ARGS = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=normal', '--ignored=traditional', '--no-renames']

/**
 * Lists what a worktree of a check has besides its commit: moved HEAD, changed files, new files. Folders that tools make again, such as
 * node_modules, are left out. Use the lines only to compare them with an earlier list.
 */
export async function proofChanges(repository: Repository, wanted: string): Promise<readonly string[]> {
  const worktree = await locateWorktree(repository, await canonicalPath(wanted))
  const { stdout } = await runGit(repository, ARGS, { worktree })
  return stdout.split('\0').filter(record => {
    if (record.startsWith('#')) return record.startsWith('# branch.')
    return record !== '' && !(/^[?!] /.test(record) && isRegenerable(record.slice(2)))
  })
}
