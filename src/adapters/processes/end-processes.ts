import { isSameProcess, type ProcessRow } from './process-table.ts'

const LOOK_EVERY_MS = 15
/**
 * How long czar waits after KILL. The kernel takes a moment to clean up a killed process. Czar gives up on a process
 * that hangs in the kernel.
 */
const AFTER_KILL_MS = 5_000
/** At least this many rounds run, even beyond that time, because reading all processes may take seconds on a busy machine. */
const KILLS_AT_LEAST = 5

/** Finds the processes to end. Another call also finds the processes that these have started since. */
export type Look = () => Promise<readonly ProcessRow[]> | readonly ProcessRow[]

/**
 * Sends TERM to all processes that `look` finds, and KILL after the grace period. Returns those that are left, normally
 * none. A process that was found once stays a target until it is gone, even if its parent ends first. Both periods begin
 * with the signal and not with the search, so a slow search spares no process.
 */
export async function endProcesses(look: Look, graceMs: number): Promise<readonly ProcessRow[]> {
  const warned = new Map<string, ProcessRow>()
  let left = await look()
  const deadline = performance.now() + graceMs
  while (left.length > 0) {
    if (performance.now() >= deadline) return killRest(look, left)
    const fresh = left.filter(row => !warned.has(keyOf(row)))
    signalAll(fresh, 'SIGTERM')
    for (const row of fresh) warned.set(keyOf(row), row)
    await waitUntilGone(left, Math.min(LOOK_EVERY_MS, deadline - performance.now()))
    left = await together([...warned.values()], look)
  }
  return []
}

/** Sends KILL to `rows` and to everything that `look` finds, until none is left. Returns the survivors. */
export async function killRest(look: Look, rows: readonly ProcessRow[]): Promise<readonly ProcessRow[]> {
  let known = await together(rows, look)
  const deadline = performance.now() + AFTER_KILL_MS
  for (let kills = 0; known.length > 0; kills++) {
    if (performance.now() > deadline && kills >= KILLS_AT_LEAST) return known
    signalAll(known, 'SIGKILL')
    await waitUntilGone(known, deadline - performance.now())
    known = await together(known, look)
  }
  return []
}

/** Those of `rows` that still run, and the processes that are found now. */
async function together(rows: readonly ProcessRow[], look: Look): Promise<readonly ProcessRow[]> {
  const living = rows.filter(isSameProcess)
  const found = await look()
  return [...new Map([...living, ...found].map(row => [keyOf(row), row])).values()]
}

function keyOf({ pid, born }: ProcessRow): string {
  return `${pid}:${born}`
}

/** Sends a signal to those processes that are still the same. */
export function signalAll(rows: readonly ProcessRow[], signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const row of rows) {
    if (!isSameProcess(row)) continue
    try {
      process.kill(row.pid, signal)
    } catch {
      // The process has just ended, as intended.
    }
  }
}

/** Waits until all of them are gone. Returns those that are left after `forMs`. */
export async function waitUntilGone(rows: readonly ProcessRow[], forMs: number): Promise<readonly ProcessRow[]> {
  const deadline = performance.now() + forMs
  for (;;) {
    const left = rows.filter(isSameProcess)
    if (left.length === 0 || performance.now() >= deadline) return left
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
