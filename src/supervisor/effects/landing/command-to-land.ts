import { whyNotLanded } from '../../../core/landing/why-not-landed.ts'
import type { LandQuestion } from '../../../core/ports/landing-port.ts'
import type { CheckHands } from '../../hands.ts'

/**
 * The command with which a person can bring base to a tested commit. It depends on where base is checked out. null: there is no such
 * command, or base is there already.
 */
export async function commandToLand({ git, project }: CheckHands, question: LandQuestion): Promise<string | null> {
  return whyNotLanded(await git.landing.mayLand(question), { base: project.base, tip: question.tip })?.command ?? null
}
