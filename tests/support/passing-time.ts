import { onTestFinished, vi } from 'vitest'

/**
 * Replaces `performance.now()` in this process. Calling the returned function with a number of milliseconds moves that clock on. Timers do
 * not fire earlier. So long waits can be tested in an instant, and short waits cannot end too early on a busy machine.
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
