import { PreconditionError } from '../../core/model/errors.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { Repository } from './repository.ts'
import { resolveCommit } from './start-reference.ts'

/** The names under which base may be found, first match first. In a clone of the czar's own only the remote's branch moves. */
export function baseNames(options: Repository['options'], base: string): readonly string[] {
  const remote = options.remote ?? (options.repoUrl === null ? null : 'origin')
  const theirs = remote === null ? [] : [`refs/remotes/${remote}/${base}`]
  return options.repoUrl === null ? [`refs/heads/${base}`, ...theirs, base] : [...theirs, `refs/heads/${base}`, base]
}

/** The commit that new branches start from and that work is compared with, as it is now. */
export async function baseCommit(repository: Repository, base = repository.options.base): Promise<CommitSha> {
  for (const name of baseNames(repository.options, base)) {
    const commit = await resolveCommit(repository, name)
    if (commit !== null) return commit
  }
  throw new PreconditionError(`base ${base} is not in ${repository.options.repo}`, { hint: `git -C ${repository.options.repo} branch -a` })
}
