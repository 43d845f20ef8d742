import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/** The content of a file in a commit; null where there is no such file. */
export async function fileAt(repository: Repository, commit: CommitSha, path: string): Promise<string | null> {
  const answer = await runGit(repository, ['cat-file', 'blob', `${commit}:${path}`], { answers: [128], isFixed: true })
  return answer.status === 0 ? answer.stdout : null
}
