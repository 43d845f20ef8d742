import type { Climb } from '../../state/types/ladder-state.ts'

/** Whether the earlier agent was replaced because of what it did. It does not count if its context was full. */
export function isReplacement({ rung, about }: Climb): boolean {
  return rung === 'fresh' && about !== 'context'
}
