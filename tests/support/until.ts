/**
 * Waits for a condition, looking every few milliseconds; fails with the last reason after `timeoutMs`: generous, for a wait that
 * comes true costs nothing, and a machine shared with others may give a tenth of itself.
 */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  isGood: (value: Value) => boolean = Boolean,
  { timeoutMs = 90_000, everyMs = 15, what = look.toString() }: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<Value> {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const value = await look()
      if (isGood(value)) return value
      last = value
    } catch (error) {
      last = error
    }
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}\nlast: ${describe(last)}`)
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}

function describe(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1)
}
