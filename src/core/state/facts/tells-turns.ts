import { AGENT_TRAITS } from '../../model/agent-traits.ts'
import type { AgentProfile } from '../../model/project.ts'

/** Whether turns of this program are detectable; for a plain terminal program only by its screen. */
export function tellsTurns({ kind, busy }: Pick<AgentProfile, 'kind' | 'busy'>): boolean {
  return AGENT_TRAITS[kind].saysTurns || busy !== null
}
