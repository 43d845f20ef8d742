import { whyNotLanded } from '../../../core/landing/why-not-landed.ts'
import type { LandQuestion } from '../../../core/ports/landing-port.ts'
import type { CheckHands } from '../../hands.ts'

/** What a person types to put a tested tip on base: another command where base is checked out. Null: nothing can, or it is there. */
export async function commandToLand({ git, project }: CheckHands, question: LandQuestion): Promise<string | null> {
  return whyNotLanded(await git.landing.mayLand(question), { base: project.base, tip: question.tip })?.command ?? null
}
