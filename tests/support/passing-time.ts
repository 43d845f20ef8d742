import { onTestFinished, vi } from 'vitest'

/**
 * Fakes `performance.now()` in this process: calling the result with milliseconds moves the time on. Timers do not fire
 * earlier. Long waits can be tested in an instant, and short waits cannot end early on a busy machine.
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
