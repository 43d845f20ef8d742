import type { SharedEvents } from './shared-events.ts'
import type { StreamSource } from './stream-source.ts'

/**
 * Streams the events after `seq`, page by page. The events are read from the journal, and for each client only its position is kept. So a
 * slow client costs nothing, and a client that lost its connection can continue where it was.
 */
export function streamEvents(events: SharedEvents, seq: number): StreamSource {
  let cursor = seq
  return {
    subscribe: events.subscribe,
    next() {
      const { bytes, last } = events.after(cursor)
      cursor = last
      return bytes
    },
  }
}
