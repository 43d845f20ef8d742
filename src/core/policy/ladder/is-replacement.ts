import type { Climb } from '../../state/types/ladder-state.ts'

/** Whether the agent was replaced for what it did. Replacement for a full context does not count against it. */
export function isReplacement({ rung, about }: Climb): boolean {
  return rung === 'fresh' && about !== 'context'
}
