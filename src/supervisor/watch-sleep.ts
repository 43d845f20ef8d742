import type { Event } from '../core/events/event.ts'
import type { Clock } from '../core/ports/ports.ts'

/** Twice the interval of heartbeats. If czar did nothing for this long, it was not running, for example because the machine slept. */
const ASLEEP_MS = 30_000

/**
 * Returns a function that gives the event to record after a long gap in time. Call the function before every decision and at every
 * heartbeat.
 */
export function watchSleep(clock: Clock): () => readonly Event[] {
  let lookedAt = clock.now()
  return () => {
    const now = clock.now()
    const forMs = now - lookedAt
    lookedAt = now
    return forMs < ASLEEP_MS ? [] : [{ kind: 'system.slept', forMs }]
  }
}
