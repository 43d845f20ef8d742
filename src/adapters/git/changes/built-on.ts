import type { CommitSha } from '../../../core/model/ids.ts'
import { baseCommit } from '../refs/base-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** The `candidates` that `commit` contains and base lacks, by one walk: commits of base belong to everyone. */
export async function builtOn(repository: Repository, commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  if (candidates.length === 0) return []
  const beyond = await askGit(repository, ['rev-list', commit, `^${await baseCommit(repository)}`])
  const commits = new Set(beyond.split('\n'))
  return candidates.filter(candidate => commits.has(candidate))
}
