import type { Seat } from './concern.ts'

/** Did this agent write a handoff for its task, and was nothing asked of it since? What it is told after a rejected claim is asked, too. */
export function hasHandedOff({ worker, agent, assignment }: Seat): boolean {
  const { handoff, ladder } = assignment
  if (handoff === null || handoff.incarnation !== agent.incarnation) return false
  const toldAt = worker.lastTell?.incarnation === agent.incarnation ? worker.lastTell.at : 0
  return handoff.at >= Math.max(ladder.askedAt, toldAt)
}
