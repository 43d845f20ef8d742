import { endProcesses } from './end-processes.ts'
import { type IsMeant, markedProcesses, markedWith } from './marked-processes.ts'
import { type ProcessRow, processTable, readProcess } from './process-table.ts'
import { ownAncestry, processesUnder } from './process-tree.ts'

const GRACE_MS = 2_000

/** Ends every process whose environment `isMeant` accepts, and all its descendants. Returns the processes that survived. Needs /proc. */
export function endMarked(isMeant: IsMeant, graceMs = GRACE_MS): Promise<readonly ProcessRow[]> {
  return endProcesses(async () => {
    const table = processTable()
    const own = ownAncestry(table)
    return processesUnder(await markedProcesses(isMeant, table), table).filter(row => !own.has(row.pid))
  }, graceMs)
}

export interface MarkedGroup {
  /** Process group and session to end. Its number is the pid of the child of this process that led the group and has just ended. */
  readonly group: number
  /** The value of the variable CZAR_GATE, which all processes have that the child started. */
  readonly marker: string
  readonly graceMs: number
}

/**
 * Sends TERM to the rest of a group and to all processes with its CZAR_GATE value, and KILL after the grace period. Returns when all are
 * gone.
 */
export async function endMarkedGroup({ group, marker, graceMs }: MarkedGroup): Promise<void> {
  const leader = { pid: group, born: readProcess(group)?.born ?? null }
  const mark = `CZAR_GATE=${marker}`
  await endProcesses(async () => {
    const table = processTable()
    const marked = await markedWith(mark, table)
    return processesUnder([leader, ...marked.map(({ row }) => row)], table)
  }, graceMs)
}
