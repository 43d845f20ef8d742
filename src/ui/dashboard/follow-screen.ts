import type { Message } from './message.ts'
import { troubleOf } from './trouble.ts'
import type { CzarFeed, DashboardSubscription } from './world.ts'

export interface ScreenFollowing {
  /** Shows the terminal of this worker from now on. If the worker is null, no terminal is shown. */
  turnTo(worker: string | null): void
}

/** Asks the czar for the terminal of one worker at a time. */
export function followScreen(czar: CzarFeed, send: (message: Message) => void): ScreenFollowing {
  let current: string | null = null
  let subscription: DashboardSubscription | null = null

  async function open(worker: string): Promise<void> {
    const opened = await czar.watchScreen(worker, screen => {
      if (current === worker) send({ kind: 'screen', screen })
    })
    // The person may have chosen another worker in the meantime.
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
