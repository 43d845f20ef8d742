import { PreconditionError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { GitOptions } from '../repository/git-options.ts'
import type { Repository } from '../repository/repository.ts'
import { isAncestor, resolveCommit, resolveCommits } from './start-reference.ts'

/**
 * The refs where base may be: the user's branch and the remote's branch. In a clone that czar made itself, only the remote's branch moves,
 * so only that one counts.
 */
export function baseReferences({ remote, repoUrl }: GitOptions, base: string): readonly string[] {
  const source = remote ?? (repoUrl === null ? null : 'origin')
  const theirs = source === null ? [] : [`refs/remotes/${source}/${base}`]
  return repoUrl === null ? [`refs/heads/${base}`, ...theirs] : [...theirs, `refs/heads/${base}`]
}

/**
 * The commit from which new branches start now. It is the user's base branch, or the remote's if that is ahead. If each of the two has
 * commits that the other does not have, the user's branch counts, because only the user can merge them.
 */
export async function baseCommit(repository: Repository, base = repository.options.base): Promise<CommitSha> {
  return chooseBase(repository, base, await resolveCommits(repository, baseReferences(repository.options, base)))
}

/** Like `baseCommit`, for refs whose commits are already known. */
export async function chooseBase(repository: Repository, base: string, found: readonly (CommitSha | null)[]): Promise<CommitSha> {
  const [first, second] = found.filter(commit => commit !== null)
  if (first === undefined) return namedCommit(repository, base)
  const mayMovePast = repository.options.repoUrl === null && second !== undefined && second !== first
  return mayMovePast && (await isAncestor(repository, first, second)) ? second : first
}

/** The commit of a base that is a tag or a commit, and not a branch. */
async function namedCommit(repository: Repository, base: string): Promise<CommitSha> {
  const commit = await resolveCommit(repository, base)
  if (commit !== null) return commit
  const { repo } = repository.options
  throw new PreconditionError(`base ${base} is not in ${repo}`, { hint: `git -C ${shellWord(repo)} branch -a` })
}
