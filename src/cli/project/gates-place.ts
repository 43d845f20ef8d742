import { join } from 'node:path'
import { createBaseGateCache } from '../../adapters/gates/base-gate-cache.ts'
import type { BaseGateCache } from '../../core/ports/base-gates-port.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from './state-dir.ts'

/** The folder for what czar finds out about accept commands on base. The leading dot keeps it from being taken for a project. */
export function gatesDirectory(env: CliIo['env']): string {
  return join(stateDir(env), '.gates')
}

/** Opens the results of accept commands on base that czar keeps for all projects of this machine. */
export function openGateCache(env: CliIo['env'], now: () => number = Date.now): BaseGateCache {
  return createBaseGateCache(join(gatesDirectory(env), 'results'), now)
}
