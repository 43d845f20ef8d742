import type { SharedEvents } from './shared-events.ts'
import type { StreamSource } from './stream-source.ts'

/**
 * The events after `seq`, page by page. The journal is the buffer: a client only has a position in it, so a slow one
 * costs nothing and a lost one resumes.
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
