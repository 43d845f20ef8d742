import { isSameProcess, type ProcessRow } from './process-table.ts'

const LOOK_EVERY_MS = 15
/** After KILL a process is gone as soon as the kernel has cleaned up after it; one that hangs in the kernel is not waited for. */
const AFTER_KILL_MS = 5_000
/** A look at all processes may take seconds on a busy machine: then several are made past that time too. */
const KILLS_AT_LEAST = 5

/** Looks for the processes that are meant; the next look finds the ones that these start meanwhile. */
export type Look = () => Promise<readonly ProcessRow[]> | readonly ProcessRow[]

/**
 * TERM to all that `look` finds, KILL after the grace; returns the survivors, of which there are none as a rule. A process
 * that was found once is meant until it is gone, also when the one by which it was known is gone first. Both times begin
 * with the signal, not with the look before it: no process is spared because a look took long.
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

/** KILLs `rows` and all that `look` finds, until nothing of them is left; returns the survivors. */
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

/** Those of `rows` that still live, and what is found now. */
async function together(rows: readonly ProcessRow[], look: Look): Promise<readonly ProcessRow[]> {
  const living = rows.filter(isSameProcess)
  const found = await look()
  return [...new Map([...living, ...found].map(row => [keyOf(row), row])).values()]
}

function keyOf({ pid, born }: ProcessRow): string {
  return `${pid}:${born}`
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
