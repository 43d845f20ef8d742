import { isBeingChecked } from '../../model/assignment-phase.ts'
import type { Climb } from '../../model/ladder-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { type Desk, isUnderWay } from '../desk.ts'
import { heldMessage } from '../held.ts'
import { messagesFor } from '../waiting-messages.ts'
import type { Seat } from './concern.ts'
import { isInTurn } from './in-turn.ts'
import { replacedLately } from './next-rung.ts'
import { seatOf } from './seat-of.ts'

/** A turn is not waited for any more when the context is fuller than the limit by so much. */
const FAR_OVER = 0.25

/**
 * Has an agent whose context fills up write down what the next one has to know, and puts a fresh one in its place. At the
 * end of a turn; who is far over is asked in the middle of one, and replaced without a word when none comes in time. True: a
 * step was taken.
 */
export function handOff(desk: Desk, worker: WorkerState): boolean {
  const share = contextOf(worker)
  const limit = desk.policy.context.handoffAt
  const seat = share === null || share < limit || limit >= 1 ? null : seatOf(desk, worker)
  if (seat === null || share === null || !isAtWork(seat) || isBusyElsewhere(desk, seat) || isBounded(desk, seat)) return false
  const isTurning = isInTurn(desk, seat)
  if (isTurning && share < limit + FAR_OVER) return false
  const asked = askedOf(seat)
  const percent = Math.round(share * 100)
  if (asked === null) return ask(desk, seat, percent)
  const isWritten = (seat.assignment.handoff?.at ?? 0) >= asked.at && !isTurning
  if (!isWritten && isHandingOff(desk, seat)) return false
  const how = isWritten ? 'its handoff is written' : 'it wrote no handoff in time'
  record(desk, seat, { rung: 'fresh', said: `its context is ${percent} % full, and ${how}` })
  return true
}

/** How full the context of the agent at work is (0..1); null: not known, or only of the one before it. */
function contextOf({ usage, agent }: WorkerState): number | null {
  return usage === null || agent === null || usage.at < agent.startedAt ? null : usage.context
}

/** What was claimed is checked first: perhaps nothing is left to hand off. */
function isAtWork({ assignment, worker }: Seat): boolean {
  // Of a claim that was just rejected it is not told yet: perhaps a fresh agent is.
  const isUntold = assignment.toldRejections < assignment.rejections
  return !isBeingChecked(assignment) && !isUntold && worker.question === null
}

function isBusyElsewhere({ state }: Desk, { worker }: Seat): boolean {
  return isUnderWay(state, worker.id, 'deliver', 'end_agent', 'start_agent') || heldMessage(state, worker) !== null
}

/** Whose context is full again and again within the period is left to go on: its program looks after itself, or a person does. */
function isBounded({ policy, now, isDue }: Desk, { assignment }: Seat): boolean {
  const replaced = replacedLately(assignment.ladder, policy, now)
  if (replaced.length < policy.restart.max) return false
  for (const { at } of replaced) isDue(at + policy.restart.withinMs)
  return true
}

function askedOf({ assignment, agent }: Seat): Climb | null {
  return assignment.ladder.current.findLast(({ rung, incarnation }) => rung === 'handoff' && incarnation === agent.incarnation) ?? null
}

function ask(desk: Desk, seat: Seat, percent: number): boolean {
  const { worker, assignment } = seat
  if (messagesFor(desk.state, worker.id).length > 0) return false
  const said = `its context is ${percent} % full`
  record(desk, seat, { rung: 'handoff', said })
  desk.record(
    {
      kind: 'message.queued',
      worker: worker.id,
      message: desk.nextMessage(),
      messageKind: 'handoff',
      assignment: assignment.id,
      facts: { percent: String(percent) },
    },
    said,
  )
  return true
}

function record(desk: Desk, { worker, agent, assignment }: Seat, { rung, said }: { rung: 'handoff' | 'fresh'; said: string }): void {
  const about = { worker: worker.id, assignment: assignment.id, incarnation: agent.incarnation }
  desk.record({ kind: 'ladder.climbed', ...about, rung, about: 'context', matter: 'context', evidence: [said] }, said)
}

/** Is the agent writing down what the next one has to know? Nothing else is asked of it meanwhile. */
export function isHandingOff(desk: Desk, seat: Seat): boolean {
  const { worker, assignment } = seat
  return askedOf(seat) !== null && !desk.isDue(Math.max(assignment.ladder.askedAt, worker.resumedAt) + desk.policy.ackWithinMs)
}
