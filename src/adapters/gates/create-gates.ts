import type { GatesPort } from '../../core/model/ports.ts'
import { runGate } from './run-gate.ts'

/** The hand that runs the shell commands by which work is proven. */
export function createGates(): GatesPort {
  return { run: runGate }
}
