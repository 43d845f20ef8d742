import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../../src/core/ports/ports.ts'

/** Time that stands still while a hand moves, and jumps to the next timer when all rest: days in seconds, git and disk being real. */
export interface HurriedClock extends Clock {
  /** A hand has begun to move; what is returned says that it rests again. */
  begin(): () => void
  /** A clock for one czar: after `stop` none of its timers fires any more. */
  lend(): { readonly clock: Clock; readonly stop: () => void }
  /** Lets time pass until `isOver`, or throws when more than `withinMs` have passed. */
  passUntil(isOver: () => boolean, withinMs: number): Promise<void>
  /** Time that goes by within a call: nothing else happens meanwhile. */
  skip(ms: number): void
  /** The machine sleeps: it is later, and whoever waited for a timer waits as long as before. */
  sleep(ms: number): void
  /** Resolves when no hand moves. */
  rest(): Promise<void>
}

interface Timer {
  at: number
  readonly callback: () => void
}

/** Enough for what was only waiting for its turn, and for a mkdir on its way through the thread pool. */
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
      // A call that took its time has made it late.
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
