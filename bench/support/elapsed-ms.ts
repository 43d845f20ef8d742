/** Returns how many milliseconds a call takes. */
export function elapsedMs(call: () => unknown): number {
  const started = performance.now()
  call()
  return performance.now() - started
}
