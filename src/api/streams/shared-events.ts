import type { Journaled } from '../../core/events/event.ts'
import type { CzarDoor } from '../door.ts'
import { relayChanges } from './relay-changes.ts'

const PAGE = 50
/**
 * How many pages are cached. Most clients ask for the same page. There is a limit because a client that reads the whole journal must not
 * fill the cache.
 */
const PAGES_KEPT = 8

/**
 * One report of a worker causes three or four groups of events within a few ms. The first group is sent at once, the others together after
 * this time.
 */
const GAP_MS = 25

/** Events as bytes to send, or null if there are none, and the number of the last event. */
export interface EventPage {
  readonly bytes: Buffer | null
  readonly last: number
}

/** The events of the journal for all clients that stream them. New events are turned into bytes once for all clients. */
export interface SharedEvents {
  subscribe(listener: () => void): () => void
  after(seq: number): EventPage
}

/**
 * Caches the newest events for clients that keep up. Pages with older events, which are read for clients that lag behind, are cached only
 * until the next event.
 */
export function shareEvents(door: CzarDoor): SharedEvents {
  const pages = new Map<number, EventPage>()
  let newest: readonly Journaled[] = []

  function onChange(events: readonly Journaled[]): void {
    newest = [...newest, ...events].slice(-PAGE)
    pages.clear()
  }

  function onNobody(): void {
    newest = []
    pages.clear()
  }

  function pageAfter(seq: number): EventPage {
    const isKept = newest[0] !== undefined && newest[0].seq <= seq + 1
    const events = isKept ? newest.filter(event => event.seq > seq) : door.eventsAfter(seq, PAGE)
    const bytes = events.length === 0 ? null : Buffer.from(events.map(toServerSentEvent).join(''))
    return { bytes, last: events.at(-1)?.seq ?? seq }
  }

  return {
    subscribe: relayChanges(door, { onChange, onNobody, gapMs: GAP_MS }),
    after(seq) {
      const page = pages.get(seq) ?? pageAfter(seq)
      if (pages.size < PAGES_KEPT) pages.set(seq, page)
      return page
    },
  }
}

function toServerSentEvent(event: Journaled): string {
  return `id: ${event.seq}\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`
}
