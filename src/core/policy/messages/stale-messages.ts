import type { MessageState } from '../../state/types/message-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { isHopeless } from '../facts/work/is-hopeless.ts'
import { concernsOf } from '../ladder/concern.ts'
import { concernedWorker } from '../ladder/concerned-worker.ts'
import { unreadLetters } from './letters.ts'

/** Drops texts that no longer make sense: those about finished work, and questions that may or may not have arrived. */
export function dropStale(context: PolicyContext, worker: WorkerState): void {
  if (isUnderWay(context.state, worker.id, 'deliver')) return
  for (const message of messagesFor(context.state, worker.id)) {
    if (message.kind === 'tell') continue
    const reason = whyStale(context, worker, message)
    if (reason !== null) context.record({ kind: 'message.dropped', message: message.id, reason }, reason)
  }
}

function whyStale(context: PolicyContext, worker: WorkerState, message: MessageState): string | null {
  const { state } = context
  if (message.assignment !== worker.assignment) return `${message.assignment ?? 'its assignment'} is over`
  if (message.kind === 'letter' && unreadLetters(worker).length === 0) return 'it has read its letters'
  if (message.kind === 'brief' || message.kind === 'rework' || worker.agent === null) return null
  if (isHopeless(state, message, worker.agent.incarnation)) return 'it could not be confirmed, and is not pasted twice'
  return isAnswered(context, worker, message) ? 'its question no longer applies' : null
}

/**
 * Whether a waiting question no longer makes sense, because the turn for whose end it waited may have answered it. A person's question is
 * always asked.
 */
function isAnswered(context: PolicyContext, worker: WorkerState, { kind, facts, interruptedIn }: MessageState): boolean {
  const { matter, about } = facts
  if ((kind !== 'nudge' && kind !== 'restate') || matter === undefined || interruptedIn !== null) return false
  const concerned = concernedWorker(context, worker)
  if (concerned === null) return false
  const left = concernsOf(context, concerned, 0)
  // A worker that has acknowledged its task need not be asked to do so, whatever else is wrong. A problem with another wording still counts
  // as the same problem.
  return !left.some(concern => concern.matter === matter || (matter !== 'no-acknowledgement' && concern.about === about))
}
