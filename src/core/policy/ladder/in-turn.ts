import type { AgentState } from '../../model/worker-state.ts'
import type { Desk } from '../desk.ts'

/**
 * Whether a text to the agent waits for the end of a turn: then an answer cannot be expected yet. A program that shows no turns is in
 * one until nothing new came of it for as long as a turn may be silent.
 */
export function isInTurn({ policy, isDue }: Desk, { turn, noveltyAt }: AgentState): boolean {
  if (turn !== null) return turn === 'busy'
  return !isDue(noveltyAt + policy.stuckAfterMs)
}
