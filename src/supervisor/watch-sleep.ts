import type { Event } from '../core/events/event.ts'
import type { Clock } from '../core/ports/ports.ts'

/** Twice the interval of heartbeats. A czar that did nothing for this long was not running. */
const ASLEEP_MS = 30_000

/** Returns the event to record after a long gap. Called before every decision and with every heartbeat. */
export function watchSleep(clock: Clock): () => readonly Event[] {
  let lookedAt = clock.now()
  return () => {
    const now = clock.now()
    const forMs = now - lookedAt
    lookedAt = now
    return forMs < ASLEEP_MS ? [] : [{ kind: 'system.slept', forMs }]
  }
}
