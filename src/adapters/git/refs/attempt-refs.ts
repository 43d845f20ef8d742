import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { resolveCommit } from './start-reference.ts'

const ATTEMPTS = 'refs/czar/attempts/'

/**
 * Keeps a commit under `refs/czar/attempts/<name>` and returns the ref. If an earlier run of the project used the name for another commit,
 * the ref gets the first free name of the form `<name>-<n>`. Throws git's error if the ref cannot be created.
 */
export async function keepUnderAttempts(repository: Repository, name: string, commit: CommitSha): Promise<string> {
  for (let number = 1; ; number++) {
    const ref = `${ATTEMPTS}${name}${number === 1 ? '' : `-${number}`}`
    // With an empty old value, git creates the ref only if it does not exist.
    const create = ['update-ref', ref, commit, '']
    const { status } = await runGit(repository, create, { answers: [128] })
    const known = status === 0 ? commit : await resolveCommit(repository, ref)
    if (known === commit) return ref
    // There is no such ref, so git has another reason. The same command without accepted answers throws it.
    if (known === null) await runGit(repository, create)
  }
}
