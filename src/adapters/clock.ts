import type { Clock } from '../core/ports/ports.ts'

// Longer waits overflow the timer's 32 bits and would fire at once.
const LONGEST_MS = 2 ** 31 - 1

/** The monotonic clock stands still while the machine sleeps. A difference smaller than this is a correction of the wall clock. */
const ASLEEP_MS = 10_000

/** Two clocks of the machine, in ms: one that people and programs can set, and one that never goes back. */
export interface Timepieces {
  readonly wall: () => number
  readonly monotonic: () => number
}

/**
 * The system's clock: the wall time at start, and from there on the monotonic clock, so that a corrected clock moves no deadline. If the
 * wall clock is far ahead, the machine slept. Czar then takes the wall time again, because limits end at a wall time, and people use the
 * wall time.
 */
export function createClock({ wall, monotonic }: Timepieces = SYSTEM): Clock {
  let startedAt = wall() - monotonic()
  const now = () => {
    const ahead = wall() - startedAt - monotonic()
    if (ahead > ASLEEP_MS) startedAt += ahead
    return Math.round(startedAt + monotonic())
  }
  return {
    now,
    steady: monotonic,
    at(at, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(0, at - now()), LONGEST_MS))
      return () => clearTimeout(timer)
    },
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

const SYSTEM: Timepieces = { wall: () => Date.now(), monotonic: () => performance.now() }
