import { type ProcessRow, processTable, readProcess } from './process-table.ts'

/** A process that started others; `born` is null if it died before it could be read. */
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

/** The kernel reserves a dead leader's pid while its session has members; then any process may get it. */
function isStillItsOwn({ pid, born }: Leader): boolean {
  if (!(pid > 1)) return false
  const now = readProcess(pid)
  return now === null || now.born === born
}

/** This process and its ancestors. czar never ends them for a mark that they inherited. */
export function ownLine(table: readonly ProcessRow[]): ReadonlySet<number> {
  const parents = new Map(table.map(row => [row.pid, row.parent]))
  const line = new Set<number>()
  for (let pid: number | undefined = process.pid; pid !== undefined && pid > 0 && !line.has(pid); pid = parents.get(pid)) line.add(pid)
  return line
}
