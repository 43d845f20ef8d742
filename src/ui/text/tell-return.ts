import type { Journaled } from '../../core/events/event.ts'
import { describeEvent } from './describe-event.ts'

/**
 * Says in words what happens to proven work: its reviews, and its return to the worker. Returns null if the event is about something else.
 */
export function tellReturn(event: Journaled): string | null {
  switch (event.kind) {
    case 'train.returned':
      return `gets ${event.task} back, to merge it with the rest`
    case 'pull_request.returned':
      return `gets ${event.task} back, for ${event.threads === undefined ? 'checks of its pull request failed' : 'people wrote about it'}`
    case 'stage.disproved':
      return `shows that earlier work is wrong: ${describeEvent(event)}`
    case 'stage.returned':
      return `gets ${event.task} back, because of a fault that ${event.from} showed`
    case 'review.asked':
      return `reviews ${event.task} at ${event.commit.slice(0, 8)}`
    case 'review.finished':
      return `reviewed: ${describeEvent(event)}`
    case 'review.ended':
      return `its review does not count: ${event.reason}`
    case 'review.returned':
      return `gets ${event.task} back, because of a fault that a review showed`
    case 'review.decided':
      return event.decision === 'accepted' ? `${event.task} was accepted by a person` : `${event.task} was sent back by a person`
    default:
      return null
  }
}
