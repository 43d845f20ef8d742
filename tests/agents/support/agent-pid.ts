import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fleet } from '../../support/a-fleet.ts'

/** The process id of the agent program itself, and not of czar's shell that starts it. */
export function agentPid({ projectDir }: Fleet, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
