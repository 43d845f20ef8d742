import type { WorkerId } from '../model/ids.ts'

/** A text from one worker to another. The other reads it in its inbox; czar never pastes it. */
export interface Letter {
  /** Counts up from 1 in a project; the letter is called `s<number>`. */
  readonly number: number
  readonly from: WorkerId
  readonly at: number
  readonly text: string
}

/** Longest text of a letter, in UTF-16 units. */
export const MOST_LETTER_CHARS = 2_000
/** Newest letters kept for each worker. */
export const LETTERS_KEPT = 50
/** Letters that a worker may send within the window. */
const MOST_SAID = 10
/** Letters that the czar passes on within the window. It exceeds MOST_SAID, because a restarted czar receives a backlog at once. */
export const MOST_PASSED_ON = 30
const SAID_WINDOW_MS = 10 * 60_000

/** When a worker that sent letters at these times may send its next one. A time up to `now` means at once. */
export function maySayFrom(saidAt: readonly number[], now: number, most = MOST_SAID): number {
  const recent = saidInWindow(saidAt, now)
  return recent.length < most ? now : (recent.at(-most) ?? now) + SAID_WINDOW_MS
}

/** The times inside the window. */
export function saidInWindow(saidAt: readonly number[], now: number): readonly number[] {
  return saidAt.filter(at => at > now - SAID_WINDOW_MS)
}
