import { type ProcessRow, processTable, readProcess } from './process-table.ts'

/** A process that started others. `born` is null if it ended before czar could read it. */
export interface Leader {
  readonly pid: number
  readonly born: string | null
}

/** These leaders and all processes started under them: same session, same group, or descendants. */
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
 * Whether the pid is still the leader's. The kernel keeps the pid of a leader that ended while its session has members; after that any
 * process may get it.
 */
function isStillItsOwn({ pid, born }: Leader): boolean {
  if (!(pid > 1)) return false
  const now = readProcess(pid)
  return now === null || now.born === born
}

/** This process and its ancestors. Czar never ends them because of a mark that they inherited. */
export function ownLine(table: readonly ProcessRow[]): ReadonlySet<number> {
  const parents = new Map(table.map(row => [row.pid, row.parent]))
  const line = new Set<number>()
  for (let pid: number | undefined = process.pid; pid !== undefined && pid > 0 && !line.has(pid); pid = parents.get(pid)) line.add(pid)
  return line
}
