import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { type Climb, HANDOFF } from '../../state/types/ladder-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { heldMessage } from '../facts/held.ts'
import { areRestartsUsedUp } from '../facts/restarts.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import type { ConcernedWorker } from './concern.ts'
import { hasHandedOff } from './has-handed-off.ts'
import { isInTurn } from './in-turn.ts'
import { replacedLately } from './next-rung.ts'
import { seatOf } from './seat-of.ts'

/**
 * If the context is this much above the limit, the agent is asked for its handoff without waiting for the end of its
 * turn.
 */
const FAR_OVER = 0.25
const CONTEXT = 'context'

/**
 * Replaces an agent that wrote a handoff, whether or not czar asked for it, once its turn is over. If an agent's context
 * fills up, czar asks for a handoff at the end of a turn. If the context is far above the limit, czar asks during the
 * turn, and replaces the agent without a handoff if none comes in time. Returns true if a step was taken.
 */
export function handOff(context: PolicyContext, worker: WorkerState): boolean {
  const share = contextOf(worker)
  const limit = context.policy.context.handoffAt
  const isFull = share !== null && share >= limit && limit < 1
  if (!isFull && openAssignment(context.state, worker)?.handoff?.incarnation !== worker.agent?.incarnation) return false
  const seat = seatOf(context, worker)
  if (seat === null || !isAtWork(seat) || isBusyElsewhere(context, seat) || isBounded(context, seat)) return false
  if (!isFull) return hasHandedOff(seat) && hasEndedTurn(context, seat) && begin(context, seat, { matter: HANDOFF, said: 'it handed off' })
  const isTurning = isInTurn(context, seat)
  if (isTurning && share < limit + FAR_OVER) return false
  const asked = askedOf(seat)
  const percent = Math.round(share * 100)
  const isWritten = !isTurning && (seat.assignment.handoff?.at ?? 0) >= (asked?.at ?? 0) && (asked !== null || hasHandedOff(seat))
  if (!isWritten && asked === null) return ask(context, seat, percent)
  if (!isWritten && isHandingOff(context, seat)) return false
  const how = isWritten ? 'its handoff is written' : 'it wrote no handoff in time'
  return begin(context, seat, { matter: CONTEXT, said: `its context is ${percent} % full, and ${how}` })
}

/** Whether the turn is over. If the program shows no turns, silence after its handoff counts as the end. */
function hasEndedTurn(context: PolicyContext, seat: ConcernedWorker): boolean {
  return !isInTurn(context, seat) || (seat.agent.turn === null && context.isDue(seat.agent.noveltyAt + context.policy.idleAfterMs))
}

/** How full the present agent's context is (0..1). Returns null if this is unknown, or known only for the previous agent. */
function contextOf({ usage, agent }: WorkerState): number | null {
  return usage === null || agent === null || usage.at < agent.startedAt ? null : usage.context
}

/** Whether a handoff makes sense now. A claim is checked first, because there may be nothing left to hand off. */
function isAtWork({ assignment, worker }: ConcernedWorker): boolean {
  // The agent does not know yet that its claim was rejected, and a fresh agent can be told instead.
  const isUntold = assignment.toldRejections < assignment.rejections
  return !isBeingChecked(assignment) && !isUntold && worker.question === null
}

function isBusyElsewhere({ state }: PolicyContext, { worker }: ConcernedWorker): boolean {
  return isUnderWay(state, worker.id, 'deliver', 'end_agent', 'start_agent') || heldMessage(state, worker) !== null
}

/**
 * Whether the czar stops replacing agents. It does if contexts fill up again and again within the period, because then
 * the program or a person must deal with that. It also stops after a number of agents that made no
 * progress.
 */
function isBounded(context: PolicyContext, { assignment }: ConcernedWorker): boolean {
  const { ladder } = assignment
  const { policy, now } = context
  if (ladder.current.filter(({ matter }) => matter === HANDOFF).length >= policy.restart.max) return true
  const replaced = replacedLately(ladder, policy, now).map(({ at }) => at)
  return areRestartsUsedUp(context, replaced)
}

function askedOf({ assignment, agent }: ConcernedWorker): Climb | null {
  return assignment.ladder.current.findLast(({ rung, incarnation }) => rung === 'handoff' && incarnation === agent.incarnation) ?? null
}

function ask(context: PolicyContext, seat: ConcernedWorker, percent: number): boolean {
  const { worker, assignment } = seat
  if (messagesFor(context.state, worker.id).length > 0) return false
  const said = `its context is ${percent} % full`
  record(context, seat, { rung: 'handoff', matter: CONTEXT, said })
  queueText(context, worker.id, { kind: 'handoff', assignment: assignment.id, facts: { percent: String(percent) } }, said)
  return true
}

function begin(context: PolicyContext, seat: ConcernedWorker, { matter, said }: Omit<Step, 'rung'>): true {
  record(context, seat, { rung: 'fresh', matter, said })
  return true
}

interface Step {
  readonly rung: 'handoff' | 'fresh'
  readonly matter: typeof CONTEXT | typeof HANDOFF
  readonly said: string
}

function record(context: PolicyContext, { worker, agent, assignment }: ConcernedWorker, { rung, matter, said }: Step): void {
  const about = { worker: worker.id, assignment: assignment.id, incarnation: agent.incarnation }
  context.record({ kind: 'ladder.climbed', ...about, rung, about: 'context', matter, evidence: [said] }, said)
}

/** Whether the agent is writing a handoff. Meanwhile it is asked nothing else. */
export function isHandingOff(context: PolicyContext, seat: ConcernedWorker): boolean {
  const { worker, assignment } = seat
  return askedOf(seat) !== null && !context.isDue(Math.max(assignment.ladder.askedAt, worker.resumedAt) + context.policy.ackWithinMs)
}
