import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/core/ports/ports.ts'

/** Time that passes when it is told to. */
export interface FakeClock extends Clock {
  /** Lets so much time pass; timers fire in order, and what they set off gets its turns in between. */
  pass(ms: number): Promise<void>
  /** When the timers that are set would fire. */
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

/** Everything that only waited for its turn has had it. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn()
}

function first(timers: readonly Timer[], until: number): Timer | undefined {
  return timers.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0]
}
