import type { CommitSha } from '../../../core/model/ids.ts'
import type { LandingPort } from '../../../core/ports/landing-port.ts'

/** Which of these commits are in base. git is asked again when base moves, or for another list. */
export function rememberLanded({ lookAtBase }: Pick<LandingPort, 'lookAtBase'>) {
  let last: { readonly asked: string; readonly landed: readonly CommitSha[] } | null = null
  return async (base: CommitSha, commits: readonly CommitSha[]): Promise<readonly CommitSha[]> => {
    if (commits.length === 0) return []
    const asked = [base, ...commits].join(' ')
    if (last?.asked !== asked) {
      const { standing } = await lookAtBase(commits)
      last = { asked, landed: commits.filter(commit => standing[commit] === 'landed') }
    }
    return last.landed
  }
}
