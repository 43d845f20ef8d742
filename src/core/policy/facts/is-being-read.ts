import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/**
 * Whether czar is still reading the screen and the worktree for the last time after the agent's end. Decisions wait for the result, but not
 * longer than `readBy`.
 */
export function isBeingRead(context: PolicyContext, { agent }: WorkerState): boolean {
  const readBy = agent?.exit?.readBy
  if (readBy === undefined || context.state.czar.phase === 'stopping') return false
  return !context.isDue(readBy)
}
