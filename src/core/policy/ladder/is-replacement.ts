import type { Climb } from '../../state/types/ladder-state.ts'

/** Whether the earlier agent was replaced because of its behaviour. A replacement because of a full context does not count. */
export function isReplacement({ rung, about }: Climb): boolean {
  return rung === 'fresh' && about !== 'context'
}
