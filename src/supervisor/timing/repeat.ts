import type { Clock } from '../../core/ports/ports.ts'

/** Calls `act` again and again, each time `ms` after its last call has ended, until the returned function is called. */
export function repeat(clock: Clock, ms: number, act: () => void | Promise<void>): () => void {
  let isOver = false
  let cancel = next()

  function next(): () => void {
    return clock.at(clock.now() + ms, async () => {
      await act()
      if (!isOver) cancel = next()
    })
  }

  return () => {
    isOver = true
    cancel()
  }
}
