import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Fleet } from '../../support/a-fleet.ts'

/** The events of these kinds in a short form, oldest first. */
export function fleetStory<Kind extends Event['kind']>(fleet: Fleet, ...kinds: readonly Kind[]) {
  const isTold = (event: Journaled): event is Journaled<Extract<Event, { kind: Kind }>> => (kinds as readonly string[]).includes(event.kind)
  return fleet.events().filter(isTold)
}
