import type { CommitSha } from '../../../core/model/ids.ts'
import type { BaseLook, LandingPort } from '../../../core/ports/landing-port.ts'

/**
 * Returns a function that says whether base contains these commits. It asks git again only if base has moved or the list of commits has
 * changed.
 */
export function rememberStanding({ lookAtBase }: Pick<LandingPort, 'lookAtBase'>) {
  let last: { readonly asked: string; readonly standing: BaseLook['standing'] } | null = null
  return async (base: CommitSha, commits: readonly CommitSha[]): Promise<BaseLook['standing']> => {
    if (commits.length === 0) return {}
    const asked = [base, ...commits].join(' ')
    if (last?.asked !== asked) last = { asked, standing: (await lookAtBase(commits)).standing }
    return last.standing
  }
}
