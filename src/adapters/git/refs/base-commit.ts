import { PreconditionError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { GitOptions } from '../repository/git-options.ts'
import type { Repository } from '../repository/repository.ts'
import { isAncestor, resolveCommit, resolveCommits } from './start-reference.ts'

/** Refs where base may be: the user's branch and the remote's. In czar's own clone, only the remote's moves. */
export function baseReferences({ remote, repoUrl }: GitOptions, base: string): readonly string[] {
  const source = remote ?? (repoUrl === null ? null : 'origin')
  const theirs = source === null ? [] : [`refs/remotes/${source}/${base}`]
  return repoUrl === null ? [`refs/heads/${base}`, ...theirs] : [...theirs, `refs/heads/${base}`]
}

/**
 * The commit at which new branches start now: the user's branch, or the remote's if that is ahead. If both have commits
 * of their own, the user's counts, because only the user can merge the two.
 */
export async function baseCommit(repository: Repository, base = repository.options.base): Promise<CommitSha> {
  return chooseBase(repository, base, await resolveCommits(repository, baseReferences(repository.options, base)))
}

/** `baseCommit` for refs that are already resolved. */
export async function chooseBase(repository: Repository, base: string, found: readonly (CommitSha | null)[]): Promise<CommitSha> {
  const [first, second] = found.filter(commit => commit !== null)
  if (first === undefined) return namedCommit(repository, base)
  const mayMovePast = repository.options.repoUrl === null && second !== undefined && second !== first
  return mayMovePast && (await isAncestor(repository, first, second)) ? second : first
}

/** Resolves a base that is a tag or a commit. */
async function namedCommit(repository: Repository, base: string): Promise<CommitSha> {
  const commit = await resolveCommit(repository, base)
  if (commit !== null) return commit
  const { repo } = repository.options
  throw new PreconditionError(`base ${base} is not in ${repo}`, { hint: `git -C ${shellWord(repo)} branch -a` })
}
