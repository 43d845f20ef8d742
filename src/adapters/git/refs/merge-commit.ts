import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

export interface MergeCommit {
  readonly tree: string
  readonly parents: readonly [CommitSha, CommitSha]
  readonly message: string
  /** Seconds since the epoch, from the history or the journal: so that the same merge after a crash gives the same commit. */
  readonly seconds: number
}

/** Writes a merge commit of the czar's own; no branch points to it. Needs no identity of the user. */
export async function writeMerge(repository: Repository, { tree, parents, message, seconds }: MergeCommit): Promise<CommitSha> {
  const date = `${seconds} +0000`
  const env = {
    GIT_AUTHOR_NAME: 'czar',
    GIT_AUTHOR_EMAIL: 'czar@localhost',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'czar',
    GIT_COMMITTER_EMAIL: 'czar@localhost',
    GIT_COMMITTER_DATE: date,
  }
  const args = ['commit-tree', tree, ...parents.flatMap(parent => ['-p', parent]), '-m', message]
  return (await askGit(repository, args, { env })) as CommitSha
}
