import type { AgentProfile } from '../../model/project.ts'

/** Whether turns of this program are detectable; for a plain terminal program only by its screen. */
export function tellsTurns({ kind, busy }: Pick<AgentProfile, 'kind' | 'busy'>): boolean {
  return kind !== 'command' || busy !== null
}
