import type { Journaled } from '../../core/events/event.ts'
import { openStream, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'

/** Subscribes to the czar's events after `seq`. */
export function subscribeToEvents(target: ApiTarget, after: number, listener: (event: Journaled) => void): Promise<StreamHandle> {
  return openStream(target, {
    path: '/v1/stream',
    headers: { 'last-event-id': String(after) },
    first: after,
    take: (_last, { data }) => {
      // If the event comes from another version, only its number is used.
      const event = data as Journaled
      listener(event)
      return event.seq
    },
  })
}
