import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fleet } from '../../support/a-fleet.ts'

/** The pid of the program itself, not of its wrapper. */
export function agentPid({ projectDir }: Fleet, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
