import { type ProcessRow, processTable, readProcess } from './process-table.ts'

/** A process that started other processes. `born` is its start time, or null if the process ended before czar could read it. */
export interface Leader {
  readonly pid: number
  readonly born: string | null
}

/** These leaders and all processes that they started: the members of their sessions and groups, and all their descendants. */
export function processesUnder(leaders: readonly Leader[], table = processTable()): readonly ProcessRow[] {
  const known = new Set(leaders.filter(isStillItsOwn).map(leader => leader.pid))
  for (let before = -1; before !== known.size; ) {
    before = known.size
    for (const row of table) {
      if (known.has(row.parent) || known.has(row.session) || known.has(row.group)) known.add(row.pid)
    }
  }
  return table.filter(row => known.has(row.pid))
}

/**
 * Whether the pid still means the leader. If the leader has ended, the kernel keeps its pid reserved while its session has members. After
 * that, any new process may get the pid.
 */
function isStillItsOwn({ pid, born }: Leader): boolean {
  if (!(pid > 1)) return false
  const now = readProcess(pid)
  return now === null || now.born === born
}

/**
 * Returns this process and its ancestors. Czar leaves them out when it ends processes by an environment variable, because they may have
 * inherited the variable.
 */
export function ownAncestry(table: readonly ProcessRow[]): ReadonlySet<number> {
  const parents = new Map(table.map(row => [row.pid, row.parent]))
  const line = new Set<number>()
  for (let pid: number | undefined = process.pid; pid !== undefined && pid > 0 && !line.has(pid); pid = parents.get(pid)) line.add(pid)
  return line
}
