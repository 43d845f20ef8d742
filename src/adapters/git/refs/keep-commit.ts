import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { createNext, rescuesOf } from './rescue-refs.ts'

/**
 * Keeps a commit under a ref `refs/czar/rescue/<worker>/<n>`, and returns that ref. If such a ref exists already, no other one is created.
 */
export async function keepCommit(repository: Repository, worker: string, commit: CommitSha): Promise<string> {
  const [ref = ''] = await keepCommits(repository, worker, [commit])
  return ref
}

/** Keeps several commits of one worker, each under a ref of its own. The worker's existing refs are listed only once. */
export async function keepCommits(repository: Repository, worker: string, commits: readonly CommitSha[]): Promise<readonly string[]> {
  if (commits.length === 0) return []
  const saved = await rescuesOf(repository, worker)
  const known = new Map(saved.toReversed().map(({ commit, name }) => [commit as CommitSha, name]))
  let after = Math.max(0, ...saved.map(({ number }) => number))
  for (const commit of commits) {
    if (known.has(commit)) continue
    const name = await createNext(repository, `refs/czar/rescue/${worker}`, { commit, after })
    after = Number(name.split('/').at(-1))
    known.set(commit, name)
  }
  return commits.map(commit => known.get(commit) ?? '')
}
