import type { Event } from '../../../../src/core/events/event.ts'

/** A small event that contains a text. */
export function note(reason: string): Event {
  return { kind: 'czar.stopped', reason }
}
