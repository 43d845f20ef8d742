import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../../../support/until.ts'

/** The process id of the program, as czar's shell that started it wrote it to a file. */
export async function agentPid(exitDirectory: string): Promise<number> {
  return Number(await until(() => readFile(join(exitDirectory, 'agent.pid'), 'utf8')))
}

/** True while a process runs. A zombie does not run. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  return stat !== '' && !stat.includes(') Z ')
}
