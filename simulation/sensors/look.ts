import type { Event } from '../../src/core/events/event.ts'
import type { World } from '../world.ts'

/** A look that comes a while after it was asked for, and once however often. A czar that runs then is told what it finds. */
export function createLook(world: World, restMs: number, read: () => readonly Event[]): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    world.calendar.enter(world.now + restMs, () => {
      isPlanned = false
      const events = world.czar.isUp() ? read() : []
      if (events.length > 0) world.czar.observe(...events)
    })
  }
}
