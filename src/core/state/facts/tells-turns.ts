import { AGENT_TRAITS } from '../../model/agent-traits.ts'
import type { AgentProfile } from '../../model/project.ts'

/** Whether czar can see the turns of this program. For a plain terminal program only the screen shows them. */
export function tellsTurns({ kind, busy }: Pick<AgentProfile, 'kind' | 'busy'>): boolean {
  return AGENT_TRAITS[kind].saysTurns || busy !== null
}
