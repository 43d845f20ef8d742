import { type Attempt, pauseFor } from './attempt.ts'

/** Pauses between readings after an action: short ones first, because most programs answer at once. */
export function createPoll(attempt: Attempt): () => Promise<void> {
  const { quickMs, pollMs } = attempt.times
  let nextMs = quickMs
  return async () => {
    const ms = Math.min(nextMs, pollMs)
    nextMs = ms * 1.5
    await pauseFor(attempt, ms)
  }
}
