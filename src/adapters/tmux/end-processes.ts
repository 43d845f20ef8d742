import { isSameProcess, type ProcessRow, processTable, readProcess } from './process-table.ts'

const LOOK_EVERY_MS = 15
/** After KILL a process is gone as soon as the kernel has cleaned up after it. */
const AFTER_KILL_MS = 3_000

/** The first process of a pane; `born` is null where the pane was dead before we could look. */
export interface Leader {
  readonly pid: number
  readonly born: string | null
}

/** Everything that was started under these leaders: same session, same group, or a descendant. */
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

/** The kernel keeps a dead leader's number while its session has members; after that it may be anybody's. */
function isStillItsOwn({ pid, born }: Leader): boolean {
  if (!(pid > 1)) return false
  const now = readProcess(pid)
  return now === null || now.born === born
}

/** Sends a signal to those of the processes that still are the same. */
export function signalAll(rows: readonly ProcessRow[], signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const row of rows) {
    if (!isSameProcess(row)) continue
    try {
      process.kill(row.pid, signal)
    } catch {
      // Gone in this very moment, which is what was wanted.
    }
  }
}

/** Waits until all of them are gone; returns those left after `forMs`. */
export async function waitUntilGone(rows: readonly ProcessRow[], forMs: number): Promise<readonly ProcessRow[]> {
  const deadline = performance.now() + forMs
  for (;;) {
    const left = rows.filter(isSameProcess)
    if (left.length === 0 || performance.now() >= deadline) return left
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** KILLs whatever is left under the leaders or of `rows`, and what it starts meanwhile; returns the survivors. */
export async function killRest(leaders: readonly Leader[], rows: readonly ProcessRow[]): Promise<readonly ProcessRow[]> {
  const deadline = performance.now() + AFTER_KILL_MS
  for (;;) {
    const rest = [...rows.filter(isSameProcess), ...processesUnder(leaders)]
    if (rest.length === 0 || performance.now() > deadline) return rest
    signalAll(rest, 'SIGKILL')
    await waitUntilGone(rest, deadline - performance.now())
  }
}
