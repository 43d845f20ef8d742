/**
 * Waits for a condition by checking every few milliseconds. A check that starts a program slows down what it waits for, so the pause after
 * a check is twice as long as the check, but at most a second. After `timeoutMs`, it fails with the last reason. The default is long,
 * because a wait that succeeds early costs nothing and a shared machine may be ten times slower.
 */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  isGood: (value: Value) => boolean = Boolean,
  { timeoutMs = 90_000, everyMs = 15, what = look.toString() }: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<Value> {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    const begunAt = performance.now()
    try {
      const value = await look()
      if (isGood(value)) return value
      last = value
    } catch (error) {
      last = error
    }
    const tookMs = performance.now() - begunAt
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}\nlast: ${describe(last)}`)
    await new Promise(resolve => setTimeout(resolve, Math.max(everyMs, Math.min(2 * tookMs, 1_000))))
  }
}

function describe(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1)
}
