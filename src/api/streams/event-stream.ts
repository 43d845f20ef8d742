import type { SharedEvents } from './shared-events.ts'
import type { StreamSource } from './stream-source.ts'

/**
 * The events after `seq`, page by page. The journal is the buffer and a client is only a position in it. So a slow client costs nothing,
 * and a lost one can go on.
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
