import type { MessageState } from '../../state/types/message-state.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { isHopeless } from '../facts/work/is-hopeless.ts'

/** If a person's text waits, czar keeps an agent without work for this many ms. After that the text counts as undelivered. */
const KEPT_MS = 600_000
/** A turn may begin this many ms after the text that causes it. */
const TURN_BEGINS_MS = 3_000

/** Whether an agent that could be ended must still get a person's text, or is working on one. */
export function isBeingTold(context: PolicyContext, worker: WorkerState): boolean {
  const { agent, lastTell } = worker
  if (agent === null || agent.exit !== null || worker.stopped !== null || context.state.czar.phase === 'stopping') return false
  const waiting = tellsFor(context.state, worker).find(message => !isHopeless(context.state, message, agent.incarnation))
  if (waiting !== undefined && !context.isDue(waiting.at + KEPT_MS)) return true
  if (lastTell?.incarnation !== agent.incarnation) return false
  if (agent.turn === 'busy') return !context.isDue(lastTell.at + KEPT_MS)
  return agent.turnAt <= lastTell.at && !context.isDue(lastTell.at + TURN_BEGINS_MS)
}

/** Drops texts of people that no agent will get, and returns whether there were any. */
export function dropUnheard(context: PolicyContext): boolean {
  const left = context.state.messages.filter(isTell)
  for (const { id, worker } of left) {
    const reason = `the work of ${worker} was over before its agent could be told`
    context.record({ kind: 'message.dropped', message: id, reason }, reason)
  }
  return left.length > 0
}

/** Finds texts of people that reached no agent: those that were lost, and those that a stopping fleet keeps for its next launch. */
export function unheardMatters(state: State): readonly AttentionMatter[] {
  const lost = state.unheard.map(({ message, worker, text, reason }): AttentionMatter => {
    return { key: `unheard:${message}`, worker, text: `${worker} was not told ${message}, "${text}": ${reason}`, hint: null }
  })
  if (state.czar.phase !== 'stopping') return lost
  const kept = state.messages.filter(isTell).map(({ id, worker, facts }): AttentionMatter => {
    const text = `${worker} was not told ${id}, "${facts['text'] ?? ''}", before the stop: it is kept for the next launch`
    return { key: `unheard:${id}`, worker, text, hint: null }
  })
  return [...lost, ...kept]
}

function tellsFor(state: State, worker: WorkerState): readonly MessageState[] {
  return messagesFor(state, worker.id).filter(isTell)
}

function isTell({ kind }: MessageState): boolean {
  return kind === 'tell'
}
