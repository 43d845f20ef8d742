import type { Event } from '../../core/events/event.ts'

/** Names of events in journals of earlier versions, each with the name that replaces it. */
const KINDS: Readonly<Record<string, Event['kind']>> = { 'disk.room': 'disk.space' }
const ACTIONS: Readonly<Record<string, string>> = { keep_astray: 'rescue_stray_work' }

/**
 * Reads a stored event, and uses the names of this version. The journal itself is never rewritten, because its checksums cover its bytes.
 */
export function withPresentNames(stored: Event): Event {
  const kind = Object.hasOwn(KINDS, stored.kind) ? KINDS[stored.kind] : stored.kind
  const event = kind === stored.kind ? stored : ({ ...stored, kind } as Event)
  if (!('effect' in event) || typeof event.effect !== 'string') return event
  const [action = '', ...rest] = event.effect.split(':')
  const name = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (name === undefined) return event
  return { ...event, effect: [name, ...rest].join(':'), ...('action' in event ? { action: name } : {}) } as Event
}
