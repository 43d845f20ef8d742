import { AGENT_TRAITS } from '../../model/agent-traits.ts'
import type { AgentProfile } from '../../model/project.ts'

/** Whether czar can see the turns of this program. Some programs only show them on the screen. */
export function tellsTurns({ kind, busy }: Pick<AgentProfile, 'kind' | 'busy'>): boolean {
  return AGENT_TRAITS[kind].saysTurns || busy !== null
}
