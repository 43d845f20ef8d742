import type { CommitSha } from '../../../core/model/ids.ts'
import type { BaseLook, LandingPort } from '../../../core/ports/landing-port.ts'

/** How these commits stand to base. git is asked again when base moves, or for another list. */
export function rememberStanding({ lookAtBase }: Pick<LandingPort, 'lookAtBase'>) {
  let last: { readonly asked: string; readonly standing: BaseLook['standing'] } | null = null
  return async (base: CommitSha, commits: readonly CommitSha[]): Promise<BaseLook['standing']> => {
    if (commits.length === 0) return {}
    const asked = [base, ...commits].join(' ')
    if (last?.asked !== asked) last = { asked, standing: (await lookAtBase(commits)).standing }
    return last.standing
  }
}
