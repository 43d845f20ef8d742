import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { type Climb, HANDOFF } from '../../state/types/ladder-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { heldMessage } from '../facts/held.ts'
import { areRestartsUsedUp } from '../facts/next-restart.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import type { ConcernedWorker } from './concern.ts'
import { concernedWorker } from './concerned-worker.ts'
import { hasHandedOff } from './has-handed-off.ts'
import { isInTurn } from './in-turn.ts'
import { replacedLately } from './next-rung.ts'

/**
 * If the agent's context is this much above the limit, czar asks for notes for the next agent at once and does not wait for the end of the
 * turn.
 */
const FAR_OVER = 0.25
const CONTEXT = 'context'

/**
 * Replaces an agent that wrote notes for the next agent, once its turn is over, whether or not czar asked for them. If an agent's context
 * is nearly full, czar asks for the notes at the end of a turn. If the context is far above the limit, czar asks during the turn, and
 * replaces the agent without notes if none come in time. Returns true if it did something.
 */
export function handOff(context: PolicyContext, worker: WorkerState): boolean {
  const share = contextOf(worker)
  const limit = context.policy.context.handoffAt
  const isFull = share !== null && share >= limit && limit < 1
  if (!isFull && openAssignment(context.state, worker)?.handoff?.incarnation !== worker.agent?.incarnation) return false
  const concerned = concernedWorker(context, worker)
  if (concerned === null || !isAtWork(concerned) || isBusyElsewhere(context, concerned) || isBounded(context, concerned)) return false
  if (!isFull)
    return (
      hasHandedOff(concerned) && hasEndedTurn(context, concerned) && begin(context, concerned, { matter: HANDOFF, said: 'it handed off' })
    )
  const isTurning = isInTurn(context, concerned)
  if (isTurning && share < limit + FAR_OVER) return false
  const asked = askedOf(concerned)
  const percent = Math.round(share * 100)
  const isWritten = !isTurning && (concerned.assignment.handoff?.at ?? 0) >= (asked?.at ?? 0) && (asked !== null || hasHandedOff(concerned))
  if (!isWritten && asked === null) return ask(context, concerned, percent)
  if (!isWritten && isHandingOff(context, concerned)) return false
  const how = isWritten ? 'its handoff is written' : 'it wrote no handoff in time'
  return begin(context, concerned, { matter: CONTEXT, said: `its context is ${percent} % full, and ${how}` })
}

/** Whether the turn is over. If the program shows no turns, silence after the notes counts as the end. */
function hasEndedTurn(context: PolicyContext, concerned: ConcernedWorker): boolean {
  return (
    !isInTurn(context, concerned) ||
    (concerned.agent.turn === null && context.isDue(concerned.agent.noveltyAt + context.policy.idleAfterMs))
  )
}

/** Returns how full the present agent's context is, from 0 to 1. Returns null if that is unknown, or known only for an earlier agent. */
function contextOf({ usage, agent }: WorkerState): number | null {
  return usage === null || agent === null || usage.at < agent.startedAt ? null : usage.context
}

/**
 * Whether it makes sense now to ask for notes for the next agent. A claim is checked first, because afterwards nothing may be left to do.
 */
function isAtWork({ assignment, worker }: ConcernedWorker): boolean {
  // The agent has not been told that its claim was rejected. A fresh agent can be told that instead.
  const isUntold = assignment.toldRejections < assignment.rejections
  return !isBeingChecked(assignment) && !isUntold && worker.question === null
}

function isBusyElsewhere({ state }: PolicyContext, { worker }: ConcernedWorker): boolean {
  return isUnderWay(state, worker.id, 'deliver', 'end_agent', 'start_agent') || heldMessage(state, worker) !== null
}

/**
 * Whether czar stops replacing agents of this assignment. Czar stops if contexts fill up again and again within the period, because the
 * program or a person must take care of that. It also does after several agents that made no progress.
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

function ask(context: PolicyContext, concerned: ConcernedWorker, percent: number): boolean {
  const { worker, assignment } = concerned
  if (messagesFor(context.state, worker.id).length > 0) return false
  const said = `its context is ${percent} % full`
  record(context, concerned, { rung: 'handoff', matter: CONTEXT, said })
  queueText(context, worker.id, { kind: 'handoff', assignment: assignment.id, facts: { percent: String(percent) } }, said)
  return true
}

function begin(context: PolicyContext, concerned: ConcernedWorker, { matter, said }: Omit<Step, 'rung'>): true {
  record(context, concerned, { rung: 'fresh', matter, said })
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

/** Whether the agent is writing notes for the next agent. Meanwhile it is asked nothing else. */
export function isHandingOff(context: PolicyContext, concerned: ConcernedWorker): boolean {
  const { worker, assignment } = concerned
  return askedOf(concerned) !== null && !context.isDue(Math.max(assignment.ladder.askedAt, worker.resumedAt) + context.policy.ackWithinMs)
}
