import { onTestFinished, vi } from 'vitest'

/**
 * Lets time pass at once for all that reads `performance.now()` in this process; the answer is called with milliseconds. Timers
 * do not run earlier for it. Long waits are tested with this in an instant, and short ones cannot end early on a busy machine.
 */
export function passingTime(): (ms: number) => void {
  const real = performance.now.bind(performance)
  let passedMs = 0
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => real() + passedMs)
  onTestFinished(() => spy.mockRestore())
  return ms => {
    passedMs += ms
  }
}
