import type { TurnState, WaitingFor } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { turnText } from './turn-text.ts'

/** Makes observations of turns from a program's own signal. `text` holds the words with which the turn ends or waits. */
export function turnBy(evidence: string): (state: TurnState, waitingFor?: WaitingFor | null, text?: string | null) => AgentObservation {
  return (turn, waitingFor = null, text = null) => ({ kind: 'turn', turn, waitingFor, text: turnText(text), evidence, strength: 'exact' })
}
