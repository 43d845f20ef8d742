import type { Event } from '../core/events/event.ts'
import type { Clock } from '../core/ports/ports.ts'

/** Twice the heartbeat: whoever looks at least that often and was kept from it for so long did not run. */
const ASLEEP_MS = 30_000

/** Called before anything is decided, and with every heartbeat: what is to be told when nobody looked for long. */
export function watchSleep(clock: Clock): () => readonly Event[] {
  let lookedAt = clock.now()
  return () => {
    const now = clock.now()
    const forMs = now - lookedAt
    lookedAt = now
    return forMs < ASLEEP_MS ? [] : [{ kind: 'system.slept', forMs }]
  }
}
