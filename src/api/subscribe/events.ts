import type { Journaled } from '../../core/events/event.ts'
import { openStream, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'

/** Subscribes to the czar's events with a greater number than `after`. */
export function subscribeToEvents(target: ApiTarget, after: number, listener: (event: Journaled) => void): Promise<StreamHandle> {
  return openStream(target, {
    path: '/v1/stream',
    headers: { 'last-event-id': String(after) },
    first: after,
    take: (_last, { data }) => {
      // The event may come from another version of czar, so only its number is used here.
      const event = data as Journaled
      listener(event)
      return event.seq
    },
  })
}
