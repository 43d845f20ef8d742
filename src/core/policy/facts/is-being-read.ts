import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** Whether the last looks after the agent's end are under way. Decisions wait for their results until `readBy`. */
export function isBeingRead(context: PolicyContext, { agent }: WorkerState): boolean {
  const readBy = agent?.exit?.readBy
  if (readBy === undefined || context.state.czar.phase === 'stopping') return false
  return !context.isDue(readBy)
}
