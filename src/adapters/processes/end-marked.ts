import { endProcesses } from './end-processes.ts'
import { type IsMeant, markedProcesses } from './marked-processes.ts'
import { type ProcessRow, processTable, readProcess } from './process-table.ts'
import { ownLine, processesUnder } from './process-tree.ts'

const GRACE_MS = 2_000

/** Ends every process with the mark, and what was started under it; returns the survivors. Seen where there is a /proc. */
export function endMarked(isMeant: IsMeant, graceMs = GRACE_MS): Promise<readonly ProcessRow[]> {
  return endProcesses(async () => {
    const table = processTable()
    const own = ownLine(table)
    return processesUnder(await markedProcesses(isMeant, table), table).filter(row => !own.has(row.pid))
  }, graceMs)
}

export interface MarkedGroup {
  /** Process group and session: the pid of a child of this process that led it, and that it had a moment ago. */
  readonly group: number
  /** Value of CZAR_GATE in the environment of everything that the child started. */
  readonly marker: string
  readonly graceMs: number
}

/** TERM to all that is left of a group and to all with its mark, KILL after the grace; returns when nothing of it is alive. */
export async function endMarkedGroup({ group, marker, graceMs }: MarkedGroup): Promise<void> {
  const leader = { pid: group, born: readProcess(group)?.born ?? null }
  const mark = `CZAR_GATE=${marker}`
  await endProcesses(async () => {
    const table = processTable()
    const marked = await markedProcesses(variables => variables.has(mark), table)
    return processesUnder([leader, ...marked], table)
  }, graceMs)
}
