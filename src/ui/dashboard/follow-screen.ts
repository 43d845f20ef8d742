import type { Message } from './message.ts'
import { troubleOf } from './trouble.ts'
import type { CzarFeed, DashboardSubscription } from './world.ts'

export interface ScreenFollowing {
  /** Shows this worker's terminal from now on; null: none. */
  turnTo(worker: string | null): void
}

/** Subscribes to one worker's terminal at a time. */
export function followScreen(czar: CzarFeed, send: (message: Message) => void): ScreenFollowing {
  let current: string | null = null
  let subscription: DashboardSubscription | null = null

  async function open(worker: string): Promise<void> {
    const opened = await czar.watchScreen(worker, screen => {
      if (current === worker) send({ kind: 'screen', screen })
    })
    // Another worker may have been chosen meanwhile.
    if (current === worker) subscription = opened
    else opened.close()
  }

  return {
    turnTo(worker) {
      if (worker === current) return
      current = worker
      subscription?.close()
      subscription = null
      if (worker === null) return
      open(worker).catch((error: unknown) => {
        if (current !== worker) return
        current = null
        send({ kind: 'answer', notice: troubleOf(error) })
      })
    },
  }
}
