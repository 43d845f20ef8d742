import type { WorkerId } from '../model/ids.ts'

/** A text from one worker to another: kept for it to read, and never pasted to anybody. */
export interface Letter {
  /** Counts up from 1 in a project; the letter is called `s<number>`. */
  readonly number: number
  readonly from: WorkerId
  readonly at: number
  readonly text: string
}

/** Longest text of one letter, in UTF-16 units. */
export const MOST_LETTER_CHARS = 2_000
/** So many of them are kept for each worker, the newest. */
export const LETTERS_KEPT = 50
/** A worker may say so much within the window. */
const MOST_SAID = 10
/** What goes beyond this is not passed on: more than may be said, for a czar that was away hears of much at once. */
export const MOST_PASSED_ON = 30
const SAID_WINDOW_MS = 10 * 60_000

/** From when on a worker that has said something at these times may say the next thing; `now` or earlier: at once. */
export function maySayFrom(saidAt: readonly number[], now: number, most = MOST_SAID): number {
  const recent = saidInWindow(saidAt, now)
  return recent.length < most ? now : (recent.at(-most) ?? now) + SAID_WINDOW_MS
}

/** Those of the times that still count. */
export function saidInWindow(saidAt: readonly number[], now: number): readonly number[] {
  return saidAt.filter(at => at > now - SAID_WINDOW_MS)
}
