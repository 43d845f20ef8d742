import type { ConcernedWorker } from './concern.ts'

/**
 * Whether this agent wrote notes for the next agent and was asked nothing after that. The news of a rejected claim counts as being asked.
 */
export function hasHandedOff({ worker, agent, assignment }: ConcernedWorker): boolean {
  const { handoff, ladder } = assignment
  if (handoff === null || handoff.incarnation !== agent.incarnation) return false
  const toldAt = worker.lastTell?.incarnation === agent.incarnation ? worker.lastTell.at : 0
  return handoff.at >= Math.max(ladder.askedAt, toldAt)
}
