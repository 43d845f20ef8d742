import { setTimeout as delay } from 'node:timers/promises'

/** A look that hangs, because its server went or a process hangs in the kernel, holds up the next one no longer. */
const PATIENCE_MS = 250

/**
 * One look for all who ask at the same time: whoever asks while one is under way gets the next one, so that each answer was
 * begun after it was asked for.
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
