import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { keepCommit } from './keep-commit.ts'
import { isAncestor, resolveCommit } from './start-reference.ts'

export const PROOFS = 'refs/czar/proofs/'

/**
 * Stores the proven commit of a task under a ref. The newest proof replaces the previous one, so the ref always has the commit that
 * counts. If the new commit does not contain the previous one, the previous one is kept under `refs/czar/rescue/<task>`.
 */
export async function keepProof(repository: Repository, name: string, commit: CommitSha): Promise<void> {
  const before = await resolveCommit(repository, `${PROOFS}${name}`)
  if (before !== null && !(await isAncestor(repository, before, commit)))
    await keepCommit(repository, name.slice(name.lastIndexOf('/') + 1), before)
  await runGit(repository, ['update-ref', '--create-reflog', '-m', 'proven', `${PROOFS}${name}`, commit])
}
