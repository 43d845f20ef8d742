import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { type Climb, HANDOFF } from '../../state/types/ladder-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { type Desk, isUnderWay } from '../engine/desk.ts'
import { heldMessage } from '../facts/held.ts'
import { areRestartsUsedUp } from '../facts/restarts.ts'
import { openAssignment } from '../facts/tasks.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { queueText } from '../queue/queue-text.ts'
import type { Seat } from './concern.ts'
import { hasHandedOff } from './has-handed-off.ts'
import { isInTurn } from './in-turn.ts'
import { replacedLately } from './next-rung.ts'
import { seatOf } from './seat-of.ts'

/** A turn is not waited for any more when the context is fuller than the limit by so much. */
const FAR_OVER = 0.25
const CONTEXT = 'context'

/**
 * Puts a fresh agent in the place of one that wrote a handoff, asked for or not, when its turn is over. An agent whose context fills up
 * is asked for one at the end of a turn; one that is far over the limit is asked in the middle of a turn, and replaced without a
 * handoff when none comes in time. True: a step was taken.
 */
export function handOff(desk: Desk, worker: WorkerState): boolean {
  const share = contextOf(worker)
  const limit = desk.policy.context.handoffAt
  const isFull = share !== null && share >= limit && limit < 1
  if (!isFull && openAssignment(desk.state, worker)?.handoff?.incarnation !== worker.agent?.incarnation) return false
  const seat = seatOf(desk, worker)
  if (seat === null || !isAtWork(seat) || isBusyElsewhere(desk, seat) || isBounded(desk, seat)) return false
  if (!isFull) return hasHandedOff(seat) && hasEndedTurn(desk, seat) && begin(desk, seat, { matter: HANDOFF, said: 'it handed off' })
  const isTurning = isInTurn(desk, seat)
  if (isTurning && share < limit + FAR_OVER) return false
  const asked = askedOf(seat)
  const percent = Math.round(share * 100)
  const isWritten = !isTurning && (seat.assignment.handoff?.at ?? 0) >= (asked?.at ?? 0) && (asked !== null || hasHandedOff(seat))
  if (!isWritten && asked === null) return ask(desk, seat, percent)
  if (!isWritten && isHandingOff(desk, seat)) return false
  const how = isWritten ? 'its handoff is written' : 'it wrote no handoff in time'
  return begin(desk, seat, { matter: CONTEXT, said: `its context is ${percent} % full, and ${how}` })
}

/** A program that shows no turns has ended one when nothing new comes of it after its handoff. */
function hasEndedTurn(desk: Desk, seat: Seat): boolean {
  return !isInTurn(desk, seat) || (seat.agent.turn === null && desk.isDue(seat.agent.noveltyAt + desk.policy.idleAfterMs))
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

/**
 * An agent whose context is full again and again within the period is left to go on: its program looks after itself, or a person does.
 * Neither is a task handed from one agent to the next without end while nothing comes of it.
 */
function isBounded(desk: Desk, { assignment }: Seat): boolean {
  const { ladder } = assignment
  const { policy, now } = desk
  if (ladder.current.filter(({ matter }) => matter === HANDOFF).length >= policy.restart.max) return true
  const replaced = replacedLately(ladder, policy, now).map(({ at }) => at)
  return areRestartsUsedUp(desk, replaced)
}

function askedOf({ assignment, agent }: Seat): Climb | null {
  return assignment.ladder.current.findLast(({ rung, incarnation }) => rung === 'handoff' && incarnation === agent.incarnation) ?? null
}

function ask(desk: Desk, seat: Seat, percent: number): boolean {
  const { worker, assignment } = seat
  if (messagesFor(desk.state, worker.id).length > 0) return false
  const said = `its context is ${percent} % full`
  record(desk, seat, { rung: 'handoff', matter: CONTEXT, said })
  queueText(desk, worker.id, { kind: 'handoff', assignment: assignment.id, facts: { percent: String(percent) } }, said)
  return true
}

function begin(desk: Desk, seat: Seat, { matter, said }: Omit<Step, 'rung'>): true {
  record(desk, seat, { rung: 'fresh', matter, said })
  return true
}

interface Step {
  readonly rung: 'handoff' | 'fresh'
  readonly matter: typeof CONTEXT | typeof HANDOFF
  readonly said: string
}

function record(desk: Desk, { worker, agent, assignment }: Seat, { rung, matter, said }: Step): void {
  const about = { worker: worker.id, assignment: assignment.id, incarnation: agent.incarnation }
  desk.record({ kind: 'ladder.climbed', ...about, rung, about: 'context', matter, evidence: [said] }, said)
}

/** Is the agent writing down what the next one has to know? Nothing else is asked of it meanwhile. */
export function isHandingOff(desk: Desk, seat: Seat): boolean {
  const { worker, assignment } = seat
  return askedOf(seat) !== null && !desk.isDue(Math.max(assignment.ladder.askedAt, worker.resumedAt) + desk.policy.ackWithinMs)
}
