import type { ConcernedWorker } from './concern.ts'

/**
 * Whether this agent wrote a handoff for its task and was asked nothing after that. A text about a rejected claim counts
 * as asking.
 */
export function hasHandedOff({ worker, agent, assignment }: ConcernedWorker): boolean {
  const { handoff, ladder } = assignment
  if (handoff === null || handoff.incarnation !== agent.incarnation) return false
  const toldAt = worker.lastTell?.incarnation === agent.incarnation ? worker.lastTell.at : 0
  return handoff.at >= Math.max(ladder.askedAt, toldAt)
}
