import type { Journaled } from '../../core/events/event.ts'
import type { CzarDoor } from '../door.ts'

export interface Relay {
  /** What clients share is out of date: called at each change, before they hear of it. */
  readonly onChange: (events: readonly Journaled[]) => void
  /** The last client has gone: of what happens from now on nothing is heard. */
  readonly onNobody: () => void
  /** Clients hear of changes at most so often; 0: whenever the czar has finished what it is at. */
  readonly gapMs: number
}

/**
 * One subscription at the door for all clients of a kind, while there are any. They hear of a change at once when it was
 * quiet and else at the end of the gap, never in the middle of the czar's own work: what happens in one go is one call.
 */
export function relayChanges(door: CzarDoor, { onChange, onNobody, gapMs }: Relay): (listener: () => void) => () => void {
  const listeners = new Set<() => void>()
  let unsubscribe = () => {}
  let isDue = false
  let gap: NodeJS.Timeout | undefined

  function hear(events: readonly Journaled[]): void {
    onChange(events)
    if (!isDue && gap === undefined) setImmediate(tell)
    isDue = true
  }

  function tell(): void {
    if (!isDue || gap !== undefined) return
    isDue = false
    openGap()
    for (const listener of listeners) listener()
  }

  function openGap(): void {
    if (gapMs === 0 || gap !== undefined) return
    gap = setTimeout(() => {
      gap = undefined
      tell()
    }, gapMs)
  }

  function rest(): void {
    unsubscribe()
    clearTimeout(gap)
    gap = undefined
    isDue = false
    onNobody()
  }

  return listener => {
    if (listeners.size === 0) unsubscribe = door.subscribe(hear)
    listeners.add(listener)
    // Who comes is sent everything, which is its first news.
    openGap()
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) rest()
    }
  }
}
