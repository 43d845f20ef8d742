import type { CommitSha } from '../../../core/model/ids.ts'
import { baseCommit } from '../refs/base-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** Those of `candidates` that are in `commit` and that base lacks, by one walk: what base has is everybody's. */
export async function builtOn(repository: Repository, commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  if (candidates.length === 0) return []
  const beyond = await askGit(repository, ['rev-list', commit, `^${await baseCommit(repository)}`])
  const commits = new Set(beyond.split('\n'))
  return candidates.filter(candidate => commits.has(candidate))
}
