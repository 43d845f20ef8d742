import type { CzarDoor } from '../door.ts'

/**
 * One subscription at the door for all clients of a kind, while there are any. What they share is out of date with each
 * change, and when the last of them has gone: `forget` is called before they hear of it.
 */
export function relayChanges(door: CzarDoor, forget: () => void): (listener: () => void) => () => void {
  const listeners = new Set<() => void>()
  let unsubscribe = () => {}

  function onChange(): void {
    forget()
    for (const listener of listeners) listener()
  }

  return listener => {
    if (listeners.size === 0) unsubscribe = door.subscribe(onChange)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      unsubscribe()
      forget()
    }
  }
}
