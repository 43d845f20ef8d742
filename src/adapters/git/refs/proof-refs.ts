import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

export const PROOFS = 'refs/czar/proofs/'

/** A task's newest proof replaces the one before, so the name always shows the commit that counts. */
export async function keepProof(repository: Repository, name: string, commit: CommitSha): Promise<void> {
  await runGit(repository, ['update-ref', '--create-reflog', '-m', 'proven', `${PROOFS}${name}`, commit])
}
