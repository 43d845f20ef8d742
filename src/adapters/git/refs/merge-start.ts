import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { commitsBeyond } from './commits-beyond.ts'
import { mergeTrees } from './merge-trees.ts'
import { isAncestor } from './start-reference.ts'
import { writeCommit } from './write-commit.ts'

/**
 * The commit from which a branch starts. Czar takes base or a tested commit, and merges the proven commits of the needed tasks into it one
 * by one, without a checkout. A commit that conflicts is left out. The result says which commits are contained.
 */
export async function mergeStart(repository: Repository, base: CommitSha, includes: readonly CommitSha[]): Promise<CommitSha> {
  let start = base
  let left = includes
  while (left.length > 0) {
    const [commit, ...rest] = left as [CommitSha, ...CommitSha[]]
    const next = (await mergeOnto(repository, start, commit)) ?? start
    // If `next` is a tested commit, it already contains these commits.
    left = next === start || rest.length === 0 ? rest : await missingIn(repository, next, rest)
    start = next
  }
  return start
}

/** Returns the commits of `includes` that `start` contains. */
export async function containedIn(repository: Repository, start: CommitSha, includes: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  const missing = new Set(await missingIn(repository, start, includes))
  return includes.filter(commit => !missing.has(commit))
}

/** Returns the commits of `includes` that `start` does not contain. One walk through the history finds them. */
async function missingIn(repository: Repository, start: CommitSha, includes: readonly CommitSha[]): Promise<readonly CommitSha[]> {
  if (includes.length === 0) return []
  const beyond = await commitsBeyond(repository, includes, start)
  return includes.filter(commit => beyond.has(commit))
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
