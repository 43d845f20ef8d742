import type { CommitSha } from '../../../core/model/ids.ts'
import type { MergedWork } from '../../../core/ports/git-port.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { mergeStart } from '../refs/merge-start.ts'
import { mergeTrees } from '../refs/merge-trees.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'

/**
 * Tries to merge the commit into base as it is now, or into `tip`, which is built on base. It checks out no files and moves no branch.
 */
export async function mergeWithBase(repository: Repository, commit: CommitSha, tip?: CommitSha): Promise<MergedWork> {
  const base = await baseCommit(repository)
  const merged = await mergeStart(repository, tip !== undefined && (await isAncestor(repository, base, tip)) ? tip : base, [commit])
  // If the commit conflicts, the merge does not contain it.
  if (await isAncestor(repository, commit, merged)) return { base, commit: merged, conflicts: [] }
  const again = await mergeTrees(repository, base, commit)
  return { base, commit: null, conflicts: 'conflicts' in again ? again.conflicts : [] }
}
