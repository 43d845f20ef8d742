import type { Journaled } from '../../core/events/event.ts'
import type { CzarDoor } from '../door.ts'

export interface Relay {
  /** Drops the data that clients share, because it is outdated. Called at each change, before the clients are notified. */
  readonly onChange: (events: readonly Journaled[]) => void
  /** Called when the last client has gone. Changes are then ignored until another client subscribes. */
  readonly onNobody: () => void
  /** The shortest time between two notifications. With 0, clients are notified after each step of the czar. */
  readonly gapMs: number
}

/**
 * Keeps one subscription to the czar for all clients of a kind, while there are any. After a quiet time the clients are notified at once,
 * otherwise when `gapMs` have passed. They are never notified in the middle of a step of the czar, so all changes of one step cause one
 * notification. Long: the inner functions share the same subscription.
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
    // A client that has just subscribed gets everything first, so its next notification may wait.
    openGap()
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) rest()
    }
  }
}
