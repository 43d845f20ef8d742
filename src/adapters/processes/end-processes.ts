import { isSameProcess, type ProcessRow } from './process-table.ts'

const LOOK_EVERY_MS = 15
/**
 * How long czar waits for the processes to disappear after KILL, because the kernel takes a moment to clean them up. Czar then no longer
 * waits for a process that hangs in the kernel.
 */
const AFTER_KILL_MS = 5_000
/**
 * KILL is sent at least this many times, even if AFTER_KILL_MS is over, because reading all processes may take seconds on a busy machine.
 */
const KILLS_AT_LEAST = 5

/** Finds the processes to end. Each further call also finds the processes that were started since the previous call. */
export type Look = () => Promise<readonly ProcessRow[]> | readonly ProcessRow[]

/**
 * Sends TERM to all processes that `look` finds, and KILL after the grace period. Returns the processes that still run, normally none. A
 * process that was found once stays a target until it is gone, even if its parent ends first. The times count from the signal and not from
 * the search, so processes that a slow search finds late are still killed.
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

/**
 * Sends KILL to `rows` and to everything that `look` finds, until nothing is left or the time is over. Returns the processes that still
 * run.
 */
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

/** The processes of `rows` that still run, together with the processes that `look` finds now. */
async function together(rows: readonly ProcessRow[], look: Look): Promise<readonly ProcessRow[]> {
  const living = rows.filter(isSameProcess)
  const found = await look()
  return [...new Map([...living, ...found].map(row => [keyOf(row), row])).values()]
}

function keyOf({ pid, born }: ProcessRow): string {
  return `${pid}:${born}`
}

/** Sends a signal to each process that still runs. A pid that now belongs to another process gets no signal. */
export function signalAll(rows: readonly ProcessRow[], signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const row of rows) {
    if (!isSameProcess(row)) continue
    try {
      process.kill(row.pid, signal)
    } catch {
      // The process has just ended, so no signal is needed.
    }
  }
}

/** Waits until all these processes are gone, but at most `forMs`. Returns the processes that still run. */
export async function waitUntilGone(rows: readonly ProcessRow[], forMs: number): Promise<readonly ProcessRow[]> {
  const deadline = performance.now() + forMs
  for (;;) {
    const left = rows.filter(isSameProcess)
    if (left.length === 0 || performance.now() >= deadline) return left
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
