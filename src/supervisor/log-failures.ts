import type { Log } from './hands.ts'

/**
 * Wraps a listener so that an error in it is logged and affects nothing else. The next reading finds the facts that the listener missed.
 * Without this, an error would reach the code that reads tmux's lines or an agent's signals, which could only end czar.
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
