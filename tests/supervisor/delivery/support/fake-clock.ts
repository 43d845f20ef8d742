import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../../src/core/ports/ports.ts'

export interface FakeClock extends Clock {
  /** Lets time pass, timer by timer, until the promise settles. */
  run<Value>(work: Promise<Value>): Promise<Value>
}

interface Due {
  readonly at: number
  readonly callback: () => void
}

/** A clock on which time passes only when no code is waiting to run. */
export function createFakeClock(startAt = 1_000_000): FakeClock {
  let nowMs = startAt
  let due: Due[] = []

  function at(time: number, callback: () => void): () => void {
    const entry = { at: Math.max(time, nowMs), callback }
    due.push(entry)
    return () => {
      due = due.filter(other => other !== entry)
    }
  }

  async function run<Value>(work: Promise<Value>): Promise<Value> {
    let isSettled = false
    const settled = work.finally(() => {
      isSettled = true
    })
    settled.catch(() => {})
    for (let steps = 0; !isSettled; steps++) {
      await turn()
      if (steps > 20_000) throw new Error(`not settled after ${nowMs - startAt} ms of invented time`)
      if (!isSettled) passTime()
    }
    return settled
  }

  function passTime(): void {
    const next = due.reduce<Due | null>((first, entry) => (first === null || entry.at < first.at ? entry : first), null)
    if (next === null) return
    due = due.filter(entry => entry !== next)
    nowMs = next.at
    next.callback()
  }

  return { now: () => nowMs, steady: () => nowMs, zone: () => 'UTC', at, run }
}
