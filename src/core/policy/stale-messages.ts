import { effectIdOf } from '../model/effect-id.ts'
import type { MessageState } from '../model/message-state.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import type { Desk } from './desk.ts'
import { hasGivenUp, isUnderWay } from './desk.ts'
import { unreadLetters } from './letters.ts'
import { messagesFor } from './waiting-messages.ts'

/** Takes back what has lost its sense: texts about work that is over, and questions that nobody can tell to have arrived. */
export function dropStale(desk: Desk, worker: WorkerState): void {
  if (isUnderWay(desk.state, worker.id, 'deliver')) return
  for (const message of messagesFor(desk.state, worker.id)) {
    if (message.kind === 'tell') continue
    const reason = whyStale(desk.state, worker, message)
    if (reason !== null) desk.record({ kind: 'message.dropped', message: message.id, reason }, reason)
  }
}

function whyStale(state: State, worker: WorkerState, message: MessageState): string | null {
  if (message.assignment !== worker.assignment) return `${message.assignment ?? 'its assignment'} is over`
  if (message.kind === 'letter' && unreadLetters(worker).length === 0) return 'it has read its letters'
  if (message.kind === 'brief' || message.kind === 'rework' || worker.agent === null) return null
  return isHopeless(state, message, worker.agent.incarnation) ? 'it could not be confirmed, and is not pasted twice' : null
}

/** Can this agent not be given the text? It may hold it already, or the hands failed too often. */
export function isHopeless(state: State, message: MessageState, incarnation: number): boolean {
  const { worker, id, interruptedIn, pastedTo, tries } = message
  if (hasGivenUp(state, effectIdOf({ do: 'deliver', worker, message: id, incarnation, recover: false }))) return true
  return interruptedIn !== incarnation && pastedTo === incarnation && tries > 0
}
