const FIRST_MS = 25
const BETWEEN_MS = 250

/**
 * Limits how often `listener` is called. It is called 25 ms after the first notice, and then at most four times a second while notices go
 * on coming.
 */
export function throttle(listener: () => void): { notice(): void; close(): void } {
  let timer: NodeJS.Timeout | null = null
  let lastCall = Number.NEGATIVE_INFINITY
  let isClosed = false
  function notice(): void {
    if (isClosed || timer !== null) return
    const wait = Math.max(FIRST_MS, lastCall + BETWEEN_MS - performance.now())
    timer = setTimeout(() => {
      timer = null
      lastCall = performance.now()
      listener()
    }, wait)
    timer.unref()
  }
  function close(): void {
    isClosed = true
    if (timer !== null) clearTimeout(timer)
  }
  return { notice, close }
}
