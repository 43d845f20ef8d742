import type { Journaled } from '../../core/events/event.ts'
import type { CzarDoor } from '../door.ts'

export interface Relay {
  /** Makes shared data invalid. Called at each change, before the clients are notified. */
  readonly onChange: (events: readonly Journaled[]) => void
  /** The last client has gone. Changes are ignored until one subscribes. */
  readonly onNobody: () => void
  /** Shortest time between two notifications; 0: after each step of the czar. */
  readonly gapMs: number
}

/**
 * One subscription to the czar for all clients of a kind, while there are any. Clients are notified at once after a quiet time, otherwise
 * at the end of the gap. They are never notified during the czar's own step, so the changes of one step make one call. Long: its functions
 * share one stream.
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
    // A new client first gets everything.
    openGap()
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) rest()
    }
  }
}
