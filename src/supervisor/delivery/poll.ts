import { type Delivery, pauseFor } from './running-delivery.ts'

/**
 * Returns a function that pauses between readings of the screen after an action. The first pauses are short, because most programs react
 * at once.
 */
export function createPoll(delivery: Delivery): () => Promise<void> {
  const { quickMs, pollMs } = delivery.times
  let nextMs = quickMs
  return async () => {
    const ms = Math.min(nextMs, pollMs)
    nextMs = ms * 1.5
    await pauseFor(delivery, ms)
  }
}
