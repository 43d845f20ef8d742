import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/core/ports/ports.ts'

/** A clock that moves only when the test says so. */
export interface FakeClock extends Clock {
  /** Lets this much time pass. Timers fire in order, and waiting callbacks run in between. */
  pass(ms: number): Promise<void>
  /** The times at which the present timers fire. */
  readonly due: () => readonly number[]
}

interface Timer {
  readonly at: number
  readonly callback: () => void
}

export function createFakeClock(startAt = 1_000_000): FakeClock {
  let nowMs = startAt
  let timers: Timer[] = []

  function at(time: number, callback: () => void): () => void {
    const timer = { at: Math.max(time, nowMs), callback }
    timers.push(timer)
    return () => {
      timers = timers.filter(other => other !== timer)
    }
  }

  async function pass(ms: number): Promise<void> {
    const until = nowMs + ms
    await settled()
    for (let next = first(timers, until); next !== undefined; next = first(timers, until)) {
      const timer = next
      timers = timers.filter(other => other !== timer)
      nowMs = timer.at
      timer.callback()
      await settled()
    }
    nowMs = until
  }

  return { now: () => nowMs, steady: () => nowMs, at, zone: () => 'UTC', pass, due: () => timers.map(timer => timer.at) }
}

/** Resolves when all waiting callbacks have run. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn()
}

function first(timers: readonly Timer[], until: number): Timer | undefined {
  return timers.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0]
}
