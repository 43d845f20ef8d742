import { setTimeout as delay } from 'node:timers/promises'

/**
 * A call of `look` may hang because its server is gone or because a process hangs in the kernel. The next call waits for it only this
 * long.
 */
const PATIENCE_MS = 250

/**
 * Lets several callers share the results of `look`. A caller that comes while `look` runs gets the result of its next run. So no caller
 * gets a result that is older than the call.
 */
export function shareNext<Value>(look: () => Promise<Value> | Value): () => Promise<Value> {
  let running: Promise<unknown> | null = null
  let next: Promise<Value> | null = null

  async function begin(): Promise<Value> {
    if (running !== null) await Promise.race([running, delay(PATIENCE_MS, undefined, { ref: false })])
    next = null
    const answer = Promise.resolve(look())
    const end = answer
      .catch(() => {})
      .finally(() => {
        if (running === end) running = null
      })
    running = end
    return answer
  }

  return () => {
    next ??= Promise.resolve().then(begin)
    return next
  }
}
