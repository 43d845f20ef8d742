import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { mergeTrees } from './merge-trees.ts'
import { isAncestor } from './start-reference.ts'
import { writeCommit } from './write-commit.ts'

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
  const seconds = Number(await askGit(repository, ['log', '-1', '--format=%ct', commit]))
  const message = `Start with the verified work ${commit.slice(0, 12)}`
  return writeCommit(repository, { tree: merged.tree, parents: [onto, commit], message, seconds })
}
