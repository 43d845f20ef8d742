import type { GitAnswer } from './run-git.ts'

/** Cache of git's answers by question. The oldest entries are dropped first. */
export interface Answers {
  get(question: string): GitAnswer | undefined
  keep(question: string, answer: GitAnswer): void
}

const MOST = 500
/** Longest answer that is cached: at most 32 MB if all are this long. Most have one line. */
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
