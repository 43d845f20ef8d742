import type { CommitSha } from '../../../core/model/ids.ts'
import type { MergedWork } from '../../../core/ports/git-port.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { mergeStart } from '../refs/merge-start.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/** Merges the commit into the current base as a trial: without a checkout and without moving a branch. */
export async function mergeWithBase(repository: Repository, commit: CommitSha): Promise<MergedWork> {
  const base = await baseCommit(repository)
  const merged = await mergeStart(repository, base, [commit])
  // A commit that conflicts is left out.
  if (await isAncestor(repository, commit, merged)) return { base, commit: merged, conflicts: [] }
  return { base, commit: null, conflicts: await conflictingFiles(repository, base, commit) }
}

async function conflictingFiles(repository: Repository, base: CommitSha, commit: CommitSha): Promise<readonly string[]> {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--name-only', '-z', base, commit]
  const { stdout } = await runGit(repository, args, { answers: [1] })
  return stdout.split('\0').slice(1).filter(Boolean)
}
