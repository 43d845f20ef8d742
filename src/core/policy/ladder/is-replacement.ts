import type { Climb } from '../../state/types/ladder-state.ts'

/** Whether the previous agent was replaced for what it did, and not because its context was full. */
export function isReplacement({ rung, about }: Climb): boolean {
  return rung === 'fresh' && about !== 'context'
}
