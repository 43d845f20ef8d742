import { hostname } from 'node:os'
import type { GatesPort } from '../../core/ports/ports.ts'
import { endMarked } from '../processes/end-marked.ts'
import { GATE_MARK, runGate } from './run-gate.ts'

/**
 * Creates the part that runs the commands which prove work (gates). `owner` stands for the project. Only one czar at a time may use the
 * same `owner`.
 */
export function createGates({ owner }: { readonly owner: string }): GatesPort {
  // The host name is included because in another container the same path is another project, whose processes may be visible here.
  const mark = `${hostname()}:${owner}`
  const prefix = `${GATE_MARK}=${mark}#`
  const isLeftOver = (variables: ReadonlySet<string>) => [...variables].some(variable => variable.startsWith(prefix))
  return { run: gate => runGate(gate, mark), endLeftOver: async () => void (await endMarked(isLeftOver)) }
}
