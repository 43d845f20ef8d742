import type { Log } from './hands.ts'

/**
 * A listener whose failure is on record and costs nobody else anything: what it did not take in, a later look finds.
 * Whoever calls it (tmux's lines, an agent's signals) could do nothing with an error but end the czar.
 */
export function logFailures<Args extends readonly unknown[]>(
  log: Log,
  what: string,
  listener: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      listener(...args)
    } catch (error) {
      log.warn({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, `${what} failed`)
    }
  }
}
