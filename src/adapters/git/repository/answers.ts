import type { GitAnswer } from './run-git.ts'

/** A cache of git's answers, by question. If it is full, the oldest answers are dropped. */
export interface Answers {
  get(question: string): GitAnswer | undefined
  keep(question: string, answer: GitAnswer): void
}

const MOST = 500
/** Longer answers are not cached. If all were this long, the cache would take 32 MB, but most answers are one line. */
const LONGEST = 64 * 1024

export function createAnswers(): Answers {
  const known = new Map<string, GitAnswer>()
  return {
    get: question => known.get(question),
    keep(question, answer) {
      if (answer.stdout.length > LONGEST || question.length > LONGEST) return
      known.set(question, answer)
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    },
  }
}
