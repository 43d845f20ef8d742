import type { Log } from './hands.ts'

/**
 * Wraps a listener so that its failure is logged and affects nothing else; a later reading finds what it missed. Its callers (tmux's lines,
 * an agent's signals) could do nothing about an error but end the czar.
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
