import type { Clock } from '../core/ports/ports.ts'
import { repeat } from './timing/repeat.ts'

/** A time that czar renews while it runs. `at` is when czar last renewed it, in ms since the epoch. */
export interface Heartbeat {
  readonly at: () => number
  readonly stop: () => void
}

const EVERY_MS = 15_000

/** Renews the heartbeat every 15 s until it is stopped, and calls `onBeat` each time. */
export function startHeartbeat(clock: Clock, onBeat: () => void): Heartbeat {
  let at = clock.now()
  const stop = repeat(clock, EVERY_MS, () => {
    at = clock.now()
    onBeat()
  })
  return { at: () => at, stop }
}
