import type { TurnState, WaitingFor } from '../../../core/events/agent-event.ts'
import type { LimitKind } from '../../../core/model/limit.ts'
import type { ModelPrice } from '../../../core/model/model-price.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { receiptOf } from '../signals/receipt.ts'
import { turnBy } from '../signals/turn-by.ts'
import { turnText } from '../signals/turn-text.ts'
import { asTaken } from './as-taken.ts'
import { readLimit } from './read-limit.ts'
import { readUsage } from './read-usage.ts'
import { type OpencodeSignal, opencodeSignalSchema } from './signal.ts'

type SignalOf<Type extends OpencodeSignal['type']> = Extract<OpencodeSignal, { type: Type }>
type Status = SignalOf<'session.status'>
type Asked = SignalOf<'permission.asked' | 'question.asked'>

interface Waiting {
  readonly waitingFor: WaitingFor
  readonly text: string
}

/**
 * A wait that is shorter than this is opencode's usual pause before a retry (2, 4, 8 s …). A longer wait means a limit, which affects all
 * agents with the same account.
 */
const LONG_WAIT_MS = 15_000

/**
 * Returns a function that translates signals, which must be given to it in order. It returns null for a malformed signal. Long: the inner
 * functions share the state of the session.
 */
export function createTranslation(prices: Readonly<Record<string, ModelPrice>>): (signal: RawSignal) => readonly AgentObservation[] | null {
  // The requests that are open. There may be several at once, and opencode shows them one after the other.
  const waiting = new Map<string, Waiting>()
  let trouble: string | null = null

  function said(signal: OpencodeSignal, at: number): readonly AgentObservation[] {
    switch (signal.type) {
      case 'chat.message':
        return [
          { kind: 'session', agentSession: signal.session },
          receiptOf(asTaken(signal.text), 'hook chat.message'),
          turn('busy', signal.type),
        ]
      case 'session.status':
        return ofStatus(signal, at)
      case 'session.error':
        return signal.child ? [] : ofError(signal, at)
      case 'session.compacted':
        return signal.child ? [] : [{ kind: 'compacted', said: at }]
      case 'permission.asked':
      case 'question.asked':
        waiting.set(signal.id, asked(signal))
        return [stillWaiting(signal.type)]
      case 'permission.replied':
      case 'question.replied':
      case 'question.rejected':
        waiting.delete(signal.requestID)
        return [stillWaiting(signal.type)]
      case 'usage':
        return [readUsage(signal, prices)]
    }
  }

  function stillWaiting(type: string): AgentObservation {
    const [next] = waiting.values()
    return next === undefined ? turn('busy', type) : turn('waiting', type, next)
  }

  // A session that the agent's own session started is a part of the agent's turn.
  function ofStatus({ child, status }: Status, at: number): readonly AgentObservation[] {
    if (status.type === 'retry') {
      const { message, next } = status
      const kind = next - at < LONG_WAIT_MS ? null : readLimit(message)
      // The number of the attempt is left out. With it each retry would look new, and a turn that fails for ever would never count as
      // stuck.
      const again = { waitingFor: null, text: `tries again: ${message}` }
      return [...limit(kind, message, { at, resetAt: next }), turn('busy', 'session.status', again)]
    }
    if (child) return []
    if (status.type === 'busy') {
      trouble = null
      return waiting.size > 0 ? [] : [turn('busy', 'session.status')]
    }
    waiting.clear()
    return [turn('idle', 'session.status', { waitingFor: null, text: trouble })]
  }

  function ofError({ error: { name, data } }: SignalOf<'session.error'>, at: number): readonly AgentObservation[] {
    // This is not a failure: a person pressed Escape, or czar stopped the turn.
    if (name === 'MessageAbortedError') return []
    trouble = [name, data.message].filter(Boolean).join(': ')
    return limit(readLimit(`${data.statusCode ?? ''} ${data.message}`), data.message, { at, resetAt: null })
  }

  return ({ value, at }) => {
    const parsed = opencodeSignalSchema.safeParse(value)
    return parsed.success ? said(parsed.data, at) : null
  }
}

function limit(kind: LimitKind | null, text: string, { at, resetAt }: { at: number; resetAt: number | null }): readonly AgentObservation[] {
  if (kind === null) return []
  return [
    {
      kind: 'limit',
      limit: kind,
      text: turnText(text) ?? '',
      resetAt,
      said: at,
      strength: 'exact',
      evidence: 'opencode says why it waits',
    },
  ]
}

function asked(signal: Asked): Waiting {
  if (signal.type === 'permission.asked') {
    return { waitingFor: 'permission', text: `${signal.permission}: ${signal.command ?? signal.patterns.join(' ')}` }
  }
  const texts = signal.questions.map(({ question, options }) =>
    [question, ...options.map(({ label }, at) => `${at + 1}. ${label}`)].join(' '),
  )
  return { waitingFor: 'dialog', text: texts.join(' · ') }
}

function turn(
  state: TurnState,
  type: string,
  { waitingFor, text }: { waitingFor: WaitingFor | null; text: string | null } = NOTHING,
): AgentObservation {
  return turnBy(`event ${type}`)(state, waitingFor, text)
}

const NOTHING = { waitingFor: null, text: null }
