import type { Event } from '../../src/core/events/event.ts'
import type { World } from '../world.ts'

/**
 * Makes a function that requests a reading of a worktree. The reading happens some time later, once for several requests. The czar that
 * runs at that time gets the result.
 */
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
