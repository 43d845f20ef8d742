import { LRUCache } from 'lru-cache'
import type { GitAnswer } from './run-git.ts'

/** A cache of git's answers, by question. If it is full, the answers that were not asked for for the longest time are dropped. */
export interface Answers {
  get(question: string): GitAnswer | undefined
  keep(question: string, answer: GitAnswer): void
}

/**
 * Characters of all cached questions and answers. Most have one line. The commits that base lacks take 0.4 MB after a thousand tasks, and
 * a claim asks for them several times.
 */
const MOST_CHARS = 16 * 1024 * 1024
const LONGEST_CHARS = 2 * 1024 * 1024

export function createAnswers(): Answers {
  const known = new LRUCache<string, GitAnswer>({
    maxSize: MOST_CHARS,
    maxEntrySize: LONGEST_CHARS,
    // An empty answer has a cost too.
    sizeCalculation: ({ stdout }, question) => 1 + question.length + stdout.length,
  })
  return {
    get: question => known.get(question),
    keep: (question, answer) => void known.set(question, answer),
  }
}
