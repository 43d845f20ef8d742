import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** Commits, each with its parents. A commit comes before its parents. */
export type Parents = ReadonlyMap<CommitSha, readonly CommitSha[]>

/**
 * The commits that these tips contain and `base` does not. A claim leads to the same question several times. The git call always has the
 * same form, so that its cached answer is found.
 */
export async function commitsBeyond(repository: Repository, tips: readonly CommitSha[], base: CommitSha): Promise<Parents> {
  const input = `${[...new Set(tips)].join('\n')}\n^${base}\n`
  const text = await askGit(repository, ['rev-list', '--topo-order', '--parents', '--stdin'], { input, isFixed: true })
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [commit, ...parents] = line.split(' ') as [CommitSha, ...CommitSha[]]
        return [commit, parents]
      }),
  )
}
