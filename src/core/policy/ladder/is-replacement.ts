import type { Climb } from '../../state/types/ladder-state.ts'

/** Was the agent replaced because of what it did? A fresh one because of a full context says nothing against the one before it. */
export function isReplacement({ rung, about }: Climb): boolean {
  return rung === 'fresh' && about !== 'context'
}
