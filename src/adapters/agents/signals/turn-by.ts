import type { TurnState, WaitingFor } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { turnText } from './turn-text.ts'

/**
 * Returns a function that makes observations of turns, with the given evidence. `text` has the words with which the turn ended or waits.
 */
export function turnBy(evidence: string): (state: TurnState, waitingFor?: WaitingFor | null, text?: string | null) => AgentObservation {
  return (turn, waitingFor = null, text = null) => ({ kind: 'turn', turn, waitingFor, text: turnText(text), evidence, strength: 'exact' })
}
