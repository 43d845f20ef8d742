import type { Journaled } from '../../core/model/event.ts'
import type { CzarDoor } from '../door.ts'
import { relayChanges } from './relay-changes.ts'

const PAGE = 50
/** Clients are mostly at the same place; one that reads the whole journal must not have it all kept. */
const PAGES_KEPT = 8

/** Some events as they are sent, and the number of the last; none: an empty text. */
export interface EventPage {
  readonly text: string
  readonly last: number
}

/** The journal as all streaming clients share it: what is new is read and written as text once for all of them. */
export interface SharedEvents {
  subscribe(listener: () => void): () => void
  after(seq: number): EventPage
}

/** Keeps pages no longer than until the next event. */
export function shareEvents(door: CzarDoor): SharedEvents {
  const pages = new Map<number, EventPage>()

  function read(seq: number): EventPage {
    const events = door.eventsAfter(seq, PAGE)
    return { text: events.map(toServerSentEvent).join(''), last: events.at(-1)?.seq ?? seq }
  }

  return {
    subscribe: relayChanges(door, () => pages.clear()),
    after(seq) {
      const page = pages.get(seq) ?? read(seq)
      if (pages.size < PAGES_KEPT) pages.set(seq, page)
      return page
    },
  }
}

function toServerSentEvent(event: Journaled): string {
  return `id: ${event.seq}\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`
}
