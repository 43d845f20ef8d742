import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** What a commit needs that czar itself makes. */
export interface NewCommit {
  readonly tree: string
  readonly parents: readonly CommitSha[]
  readonly message: string
  /**
   * The commit's time in seconds since the epoch. It comes from the history or the journal, so that czar makes the same commit again after
   * a crash.
   */
  readonly seconds: number
}

/**
 * Writes a commit, to which no branch points yet. The user's name is not needed. `objects` are environment variables that say where
 * objects are.
 */
export async function writeCommit(
  repository: Repository,
  { tree, parents, message, seconds }: NewCommit,
  objects: Readonly<Record<string, string>> = {},
): Promise<CommitSha> {
  // Without the @, git would take a small number for a year.
  const date = `@${seconds} +0000`
  const env = {
    ...objects,
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
