import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

export const PROOFS = 'refs/czar/proofs/'

/** The newest proof of a task takes the place of the one before: the name says to everybody which commit counts. */
export async function keepProof(repository: Repository, name: string, commit: CommitSha): Promise<void> {
  await runGit(repository, ['update-ref', '--create-reflog', '-m', 'proven', `${PROOFS}${name}`, commit])
}
