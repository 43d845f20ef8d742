import { setTimeout as delay } from 'node:timers/promises'
import { livingProcesses, type ProcessRecord } from './living-processes.ts'

interface Quarry {
  /** Process group and session: the pid of the shell that led it. */
  readonly group: number
  /** Value of CZAR_GATE in the environment of everything the gate started. */
  readonly marker: string
  readonly graceMs: number
}

const LOOK_AGAIN_MS = 20
/** Only a process that hangs in the kernel outlives KILL; nobody waits for it for ever. */
const KILL_PATIENCE_MS = 5000

/** TERM to all that is left of a gate, KILL after the grace; returns when nothing of it is alive. */
export async function endProcesses(quarry: Quarry): Promise<void> {
  const startedAt = performance.now()
  const warned = new Set<number>()
  for (;;) {
    const left = await remainders(quarry)
    const waited = performance.now() - startedAt
    if (left.length === 0 || waited > quarry.graceMs + KILL_PATIENCE_MS) return
    for (const pid of left) {
      if (waited >= quarry.graceMs) signal(pid, 'SIGKILL')
      else if (!warned.has(pid)) signal(pid, 'SIGTERM')
      warned.add(pid)
    }
    await delay(LOOK_AGAIN_MS)
  }
}

/** Without /proc (macOS) only the group is known, by its negative number. */
async function remainders({ group, marker }: Quarry): Promise<readonly number[]> {
  const processes = await livingProcesses(marker)
  if (processes === null) return isAlive(-group) ? [-group] : []
  const found = new Set(processes.filter(one => one.group === group || one.session === group || one.isMarked).map(one => one.pid))
  addDescendants(found, processes)
  return [...found]
}

/** A child that cleared its environment and left the session is still known by its parent. */
function addDescendants(found: Set<number>, processes: readonly ProcessRecord[]): void {
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime: what was wanted.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
