import type { AgentProfile } from '../../model/project.ts'

/** Does anything show when a turn of this program begins and ends? Of a plain terminal program only its screen can. */
export function tellsTurns({ kind, busy }: Pick<AgentProfile, 'kind' | 'busy'>): boolean {
  return kind !== 'command' || busy !== null
}
