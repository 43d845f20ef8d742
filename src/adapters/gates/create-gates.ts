import { hostname } from 'node:os'
import type { GatesPort } from '../../core/ports/ports.ts'
import { endMarked } from '../processes/end-marked.ts'
import { GATE_MARK, runGate } from './run-gate.ts'

/** Runs the shell commands that prove work. `owner`: the project; only one czar at a time may use it. */
export function createGates({ owner }: { readonly owner: string }): GatesPort {
  // The host name tells containers apart: the same path in another container is another project, whose processes may be visible here.
  const mark = `${hostname()}:${owner}`
  const prefix = `${GATE_MARK}=${mark}#`
  const isLeftOver = (variables: ReadonlySet<string>) => [...variables].some(variable => variable.startsWith(prefix))
  return { run: gate => runGate(gate, mark), endLeftOver: async () => void (await endMarked(isLeftOver)) }
}
