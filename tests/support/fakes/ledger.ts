import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Ledger } from '../../../src/core/ports/ports.ts'

/** A journal in memory. It refuses events when a test wants it to. */
export interface FakeLedger extends Ledger {
  readonly events: Journaled[]
  /** While this is set, each attempt to add events throws it. */
  failure: Error | null
  /** Called with the new events before they are added. If it throws, adding them fails with that error. */
  guard: (events: readonly Event[]) => void
}

export function createFakeLedger(): FakeLedger {
  const ledger: FakeLedger = {
    events: [],
    failure: null,
    guard: () => {},
    append(events, at) {
      if (ledger.failure !== null) throw ledger.failure
      ledger.guard(events)
      const journaled = events.map((event, index) => ({ ...event, seq: ledger.events.length + index + 1, at }))
      ledger.events.push(...journaled)
      return journaled
    },
  }
  return ledger
}
