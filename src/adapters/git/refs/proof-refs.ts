import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { keepCommit } from './keep-commit.ts'
import { isAncestor, resolveCommit } from './start-reference.ts'

export const PROOFS = 'refs/czar/proofs/'

/**
 * The ref of a task's proof. The newest proof replaces the one before, so the name always shows the commit that counts. An earlier proof
 * that the new one does not contain is kept under `refs/czar/rescue/<task>`.
 */
export async function keepProof(repository: Repository, name: string, commit: CommitSha): Promise<void> {
  const before = await resolveCommit(repository, `${PROOFS}${name}`)
  if (before !== null && !(await isAncestor(repository, before, commit)))
    await keepCommit(repository, name.slice(name.lastIndexOf('/') + 1), before)
  await runGit(repository, ['update-ref', '--create-reflog', '-m', 'proven', `${PROOFS}${name}`, commit])
}
