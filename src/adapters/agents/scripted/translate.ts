import type { WaitingFor } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { turnBy } from '../signals/turn-by.ts'
import { turnText } from '../signals/turn-text.ts'
import { type ScriptedSignal, scriptedSignalSchema } from './signal.ts'

/** Translates a signal of the scripted program into observations. Returns null if the signal is malformed. */
export function translateScripted({ at, value }: RawSignal): readonly AgentObservation[] | null {
  const parsed = scriptedSignalSchema.safeParse(value)
  return parsed.success ? [observation(parsed.data, at)] : null
}

function observation(signal: ScriptedSignal, at: number): AgentObservation {
  switch (signal.kind) {
    case 'ready':
      return { kind: 'ready', evidence: 'the program says that it is ready', strength: 'exact' }
    case 'receipt':
      return { kind: 'receipt', sha256: signal.sha256, chars: signal.chars, evidence: 'the program says what it took' }
    case 'session':
      return { kind: 'session', agentSession: signal.id }
    case 'usage':
      return signal
    case 'limit':
      return { ...signal, text: turnText(signal.text) ?? '', said: at, strength: 'exact', evidence: 'the program says that it is limited' }
    case 'waiting':
      return turn('waiting', signal.for, signal.text)
    case 'busy':
    case 'idle':
      return turn(signal.kind, null, null)
  }
}

function turn(state: 'busy' | 'idle' | 'waiting', waitingFor: WaitingFor | null, text: string | null): AgentObservation {
  return turnBy(`the program says ${state}`)(state, waitingFor, text)
}
