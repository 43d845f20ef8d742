import type { CommitSha } from '../../../core/model/ids.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import type { Repository } from '../repository/repository.ts'

/**
 * The `candidates` that `commit` contains and base does not. Commits of base are left out, because every branch contains them. One walk
 * through the history finds all of them.
 */
export async function builtOn(repository: Repository, commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  if (candidates.length === 0) return []
  const commits = await commitsBeyond(repository, [commit], await baseCommit(repository))
  return candidates.filter(candidate => commits.has(candidate))
}
