import { sayDuplicate, sayEarlier } from '../../core/duplicates/say-duplicate.ts'
import type { DuplicateEvent } from '../../core/events/duplicate-event.ts'

/** The text for each kind of event about duplicated work. */
export const DUPLICATE_SAYINGS: { readonly [Kind in DuplicateEvent['kind']]: (event: Extract<DuplicateEvent, { kind: Kind }>) => string } =
  {
    'duplicate.found': event => `${event.task} does what ${sayEarlier(event.earlier)} does: ${sayDuplicate(event.facts)}`,
    'duplicate.tried': event =>
      `${event.task} on ${sayEarlier(event.earlier)}: ${event.verdict}${event.reason === '' ? '' : `: ${event.reason}`}`,
    'duplicate.proved': event => `${event.task} by ${sayEarlier(event.earlier)}`,
  }
