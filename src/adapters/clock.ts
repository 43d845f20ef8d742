import type { Clock } from '../core/ports/ports.ts'

// The longest time that is given to a timer. A longer time does not fit into its 32 bits, and the timer would fire at once.
const LONGEST_MS = 2 ** 31 - 1

/**
 * While the machine sleeps, the monotonic clock stands still. If the two clocks differ by less than this, the system or a person corrected
 * the wall clock, and the machine did not sleep.
 */
const ASLEEP_MS = 10_000

/** Two clocks of the machine, in ms. People and programs can set the wall clock. The monotonic clock never goes back. */
export interface Timepieces {
  readonly wall: () => number
  readonly monotonic: () => number
}

/**
 * Creates the clock that czar uses. It begins with the wall time and then follows the monotonic clock, so that a correction of the wall
 * clock does not move a time limit. If the wall clock is far ahead, the machine has slept. Czar then takes the wall time again, because
 * usage limits end at a wall time and people use it too.
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
