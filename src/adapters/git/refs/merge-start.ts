import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { mergeTrees } from './merge-trees.ts'
import { isAncestor } from './start-reference.ts'

/**
 * The start commit of a branch: base with the dependencies' verified commits merged in, one by one, without a checkout.
 * A conflicting commit is left out; the caller sees which ones are contained.
 */
export async function mergeStart(repository: Repository, base: CommitSha, includes: readonly CommitSha[]): Promise<CommitSha> {
  let start = base
  for (const commit of includes) start = (await mergeOnto(repository, start, commit)) ?? start
  return start
}

/** The `includes` that `start` contains. */
export async function containedIn(repository: Repository, start: CommitSha, includes: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  const contained = await Promise.all(includes.map(commit => isAncestor(repository, commit, start)))
  return includes.filter((_, index) => contained[index])
}

async function mergeOnto(repository: Repository, onto: CommitSha, commit: CommitSha): Promise<CommitSha | null> {
  if (await isAncestor(repository, commit, onto)) return onto
  if (await isAncestor(repository, onto, commit)) return commit
  const merged = await mergeTrees(repository, onto, commit)
  if ('conflicts' in merged) {
    repository.log('a dependency conflicts and is left to the worker', { onto, commit })
    return null
  }
  const date = await askGit(repository, ['log', '-1', '--format=%ct +0000', commit])
  const message = `Start with the verified work ${commit.slice(0, 12)}`
  return (await askGit(repository, ['commit-tree', merged.tree, '-p', onto, '-p', commit, '-m', message], {
    env: czarIdentity(date),
  })) as CommitSha
}

/** Dates come from the history, so that repeating the merge after a crash gives the same commit. */
function czarIdentity(date: string): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: 'czar',
    GIT_AUTHOR_EMAIL: 'czar@localhost',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'czar',
    GIT_COMMITTER_EMAIL: 'czar@localhost',
    GIT_COMMITTER_DATE: date,
  }
}
