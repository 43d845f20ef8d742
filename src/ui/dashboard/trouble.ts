import type { Notice } from './model.ts'

/** What went wrong, for the footer. */
export function troubleOf(error: unknown): Notice {
  return { text: error instanceof Error ? error.message : String(error), isTrouble: true }
}
