import { createHash } from 'node:crypto'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'

/** The observation that the program itself confirmed that it took a text. */
export function receiptOf(text: string, evidence: string): AgentObservation {
  return { kind: 'receipt', sha256: createHash('sha256').update(text).digest('hex'), chars: text.length, evidence }
}
