import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/core/ports/ports.ts'

/**
 * A clock that stops while an adapter works and jumps to the next timer when all are at rest. Days pass in seconds
 * although git and the disk are real.
 */
export interface HurriedClock extends Clock {
  /** Marks that something outside the czar is working. The returned function marks its end. */
  begin(): () => void
  /** A clock for one czar. After `stop`, none of its timers fires. */
  lend(): { readonly clock: Clock; readonly stop: () => void }
  /** Lets time pass until `isOver` returns true. Throws after `withinMs`. */
  passUntil(isOver: () => boolean, withinMs: number): Promise<void>
  /** Lets time pass inside a call. Nothing else happens in that time. */
  skip(ms: number): void
  /** Lets the machine sleep: the time of day moves on, but timers wait as long as before. */
  sleep(ms: number): void
  /** Resolves when nothing outside the czar is working. */
  rest(): Promise<void>
}

interface Timer {
  at: number
  readonly callback: () => void
}

/** Enough turns of the event loop for pending callbacks, and for a mkdir in the thread pool. */
const TURNS = 8

export function createHurriedClock(startAt: number): HurriedClock {
  const timers = new Set<Timer>()
  let nowMs = startAt
  let sleptMs = 0
  let moving = 0
  let onRest = () => {}

  function at(time: number, callback: () => void): () => void {
    const timer = { at: Math.ceil(Math.max(time, nowMs)), callback }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  function begin(): () => void {
    moving += 1
    return () => {
      moving -= 1
      if (moving === 0) onRest()
    }
  }

  async function rest(): Promise<void> {
    for (let turns = 0; turns < TURNS; turns++) {
      await turn()
      if (moving === 0) continue
      await new Promise<void>(resolve => {
        onRest = resolve
      })
      turns = 0
    }
  }

  function lend() {
    const own = new Set<() => void>()
    let isStopped = false
    const clock: Clock = {
      now: () => nowMs,
      steady: () => nowMs - sleptMs,
      zone: () => 'UTC',
      at(time, callback) {
        if (isStopped) return () => {}
        const cancel = at(time, () => {
          own.delete(cancel)
          callback()
        })
        own.add(cancel)
        return () => {
          own.delete(cancel)
          cancel()
        }
      },
    }
    const stop = () => {
      isStopped = true
      for (const cancel of own) cancel()
    }
    return { clock, stop }
  }

  async function passUntil(isOver: () => boolean, withinMs: number): Promise<void> {
    const deadline = nowMs - sleptMs + withinMs
    for (;;) {
      await rest()
      if (isOver()) return
      const next = [...timers].reduce<Timer | null>((first, timer) => (first === null || timer.at < first.at ? timer : first), null)
      if (next === null) throw new Error('everybody waits, and nothing will happen any more')
      if (next.at - sleptMs > deadline) throw new Error(`not over within ${withinMs / 60_000} minutes`)
      timers.delete(next)
      // The timer fires late if a call took longer.
      nowMs = Math.max(nowMs, next.at)
      next.callback()
    }
  }

  function skip(ms: number): void {
    nowMs += ms
  }

  function sleep(ms: number): void {
    nowMs += ms
    sleptMs += ms
    for (const timer of timers) timer.at += ms
  }

  return { now: () => nowMs, steady: () => nowMs - sleptMs, zone: () => 'UTC', at, begin, lend, passUntil, skip, sleep, rest }
}
