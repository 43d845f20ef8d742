import type { Notice } from './model.ts'

/** An error as a notice for the footer. */
export function troubleOf(error: unknown): Notice {
  return { text: error instanceof Error ? error.message : String(error), isTrouble: true }
}
