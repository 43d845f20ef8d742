import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Ledger } from '../../../src/core/ports/ports.ts'

/** A journal in memory that refuses events on demand. */
export interface FakeLedger extends Ledger {
  readonly events: Journaled[]
  /** While this is set, each append throws it. */
  failure: Error | null
  /** Called before each append with the new events. If it throws, the append fails with that error. */
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
