import { hostname } from 'node:os'
import type { GatesPort } from '../../core/model/ports.ts'
import { endLeftOver } from './end-processes.ts'
import { runGate } from './run-gate.ts'

/** The hand that runs the shell commands by which work is proven. `owner`: what only one czar at a time may work for. */
export function createGates({ owner }: { readonly owner: string }): GatesPort {
  // The same path in a container is another one's, whose processes may be seen from here.
  const mark = `${hostname()}:${owner}`
  return { run: gate => runGate(gate, mark), endLeftOver: () => endLeftOver(mark) }
}
