import type { CommitSha } from '../../core/model/ids.ts'
import type { Repository } from './repository.ts'
import { createNext, rescuesOf } from './rescue-refs.ts'

/** Keeps a commit under `refs/czar/rescue/<worker>/<n>`, once; gives that reference. */
export async function keepCommit(repository: Repository, worker: string, commit: CommitSha): Promise<string> {
  const saved = await rescuesOf(repository, worker)
  const same = saved.find(entry => entry.commit === commit)
  if (same !== undefined) return same.name
  return createNext(repository, `refs/czar/rescue/${worker}`, { commit, after: Math.max(0, ...saved.map(entry => entry.number)) })
}
