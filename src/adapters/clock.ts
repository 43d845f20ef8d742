import type { Clock } from '../core/model/ports.ts'

// Longer waits overflow the timer's 32 bits and would fire at once.
const LONGEST_MS = 2 ** 31 - 1

/** The system's clock: wall time at start, monotonic from there on, so that a corrected clock moves no deadline. */
export function createClock(): Clock {
  const startedAt = Date.now() - performance.now()
  const now = () => Math.round(startedAt + performance.now())
  return {
    now,
    at(at, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(0, at - now()), LONGEST_MS))
      return () => clearTimeout(timer)
    },
  }
}
