import { whyNotLanded } from '../../../core/landing/why-not-landed.ts'
import type { LandQuestion } from '../../../core/ports/landing-port.ts'
import type { CheckHands } from '../../hands.ts'

/**
 * What a person must type to bring base to a tested commit. This depends on where base is checked out. null: no command can do that, or
 * base is there already.
 */
export async function commandToLand({ git, project }: CheckHands, question: LandQuestion): Promise<string | null> {
  return whyNotLanded(await git.landing.mayLand(question), { base: project.base, tip: question.tip })?.command ?? null
}
