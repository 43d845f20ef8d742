import { setTimeout as pause } from 'node:timers/promises'
import { createApiClient } from '../../../src/api/client.ts'

export interface AnswerWatch {
  /** The longest time that the czar let a caller wait, in ms. */
  readonly slowestMs: () => number
  readonly end: () => Promise<void>
}

/**
 * Asks the czar again and again whether it is there, and measures how long it takes to answer. A czar that is busy computing does not
 * answer.
 */
export function watchAnswers(socketPath: string, project: string): AnswerWatch {
  const client = createApiClient({ socketPath, project, launchHint: () => 'czar launch FILE' })
  let slowest = 0
  let asked: number | null = null
  let isOver = false
  const loop = (async () => {
    while (!isOver) {
      asked = performance.now()
      await client.position().catch(() => {})
      slowest = Math.max(slowest, performance.now() - asked)
      asked = null
      await pause(300)
    }
  })()
  return {
    slowestMs: () => Math.max(slowest, asked === null ? 0 : performance.now() - asked),
    async end() {
      isOver = true
      await loop
    },
  }
}
