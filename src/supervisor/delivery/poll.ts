import { type Attempt, pauseFor } from './attempt.ts'

/**
 * Returns a function that pauses between readings of the screen after an action. The first pauses are short, because most programs react
 * at once.
 */
export function createPoll(attempt: Attempt): () => Promise<void> {
  const { quickMs, pollMs } = attempt.times
  let nextMs = quickMs
  return async () => {
    const ms = Math.min(nextMs, pollMs)
    nextMs = ms * 1.5
    await pauseFor(attempt, ms)
  }
}
