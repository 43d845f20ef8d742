import { setTimeout as delay } from 'node:timers/promises'
import { livingProcesses, type ProcessRecord } from './living-processes.ts'

interface Quarry {
  /** Process group and session: the pid of the shell that led it. */
  readonly group: number
  /** Value of CZAR_GATE in the environment of everything the gate started. */
  readonly marker: string
  readonly graceMs: number
}

const GRACE_MS = 2000
const LOOK_AGAIN_MS = 20
/** Only a process that hangs in the kernel outlives KILL; nobody waits for it for ever. */
const KILL_PATIENCE_MS = 5000

/** TERM to all that is left of a gate, KILL after the grace; returns when nothing of it is alive. */
export function endProcesses({ group, marker, graceMs }: Quarry): Promise<void> {
  return endAll(() => remainders(group, marker), graceMs)
}

/** The same to all that gates of this owner left when the czar that ran them was killed; seen where there is a /proc. */
export function endLeftOver(owner: string): Promise<void> {
  const isMeant = (marker: string) => marker.startsWith(`${owner}#`)
  return endAll(async () => withDescendants((await livingProcesses(isMeant)) ?? [], ({ isMarked }) => isMarked), GRACE_MS)
}

async function endAll(look: () => Promise<readonly number[]>, graceMs: number): Promise<void> {
  const startedAt = performance.now()
  const warned = new Set<number>()
  for (;;) {
    const left = await look()
    const waited = performance.now() - startedAt
    if (left.length === 0 || waited > graceMs + KILL_PATIENCE_MS) return
    for (const pid of left) {
      if (waited >= graceMs) signal(pid, 'SIGKILL')
      else if (!warned.has(pid)) signal(pid, 'SIGTERM')
      warned.add(pid)
    }
    await delay(LOOK_AGAIN_MS)
  }
}

/** Without /proc (macOS) only the group is known, by its negative number. */
async function remainders(group: number, marker: string): Promise<readonly number[]> {
  const processes = await livingProcesses(other => other === marker)
  if (processes === null) return isAlive(-group) ? [-group] : []
  return withDescendants(processes, one => one.group === group || one.session === group || one.isMarked)
}

/** A child that cleared its environment and left the session is still known by its parent. */
function withDescendants(processes: readonly ProcessRecord[], isMeant: (one: ProcessRecord) => boolean): readonly number[] {
  const found = new Set(processes.filter(isMeant).map(({ pid }) => pid))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid)
  }
  return [...found]
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
