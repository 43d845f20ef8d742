import type { Seat } from './concern.ts'

/**
 * Did this agent write a handoff for its task, and is that its last word? A claim withdraws it, and so does whatever it was asked or told
 * to go on with since.
 */
export function hasHandedOff({ worker, agent, assignment }: Seat): boolean {
  const { handoff, claimedAt, lastVerdict, ladder } = assignment
  if (handoff === null || handoff.incarnation !== agent.incarnation) return false
  const toldAt = worker.lastTell?.incarnation === agent.incarnation ? worker.lastTell.at : 0
  const rejectedAt = lastVerdict?.verdict === 'rejected' ? lastVerdict.at : 0
  return handoff.at >= Math.max(claimedAt ?? 0, rejectedAt, ladder.askedAt, toldAt)
}
