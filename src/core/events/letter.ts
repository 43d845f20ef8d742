import type { WorkerId } from '../model/ids.ts'

/** A text from one worker to another. The other worker reads it with `czar inbox`. Czar never types it into the terminal. */
export interface Letter {
  /** The number of the letter, counted from 1 in each project. Workers see it as `s<number>`. */
  readonly number: number
  readonly from: WorkerId
  readonly at: number
  readonly text: string
}

/** The longest text of a letter, in UTF-16 units. */
export const MOST_LETTER_CHARS = 2_000
/** Czar keeps this many of the newest letters to each worker. */
export const LETTERS_KEPT = 50
/** A worker may send at most this many letters within the time window. */
const MOST_SAID = 10
/**
 * Czar passes on at most this many letters of a worker within the time window. The number is larger than MOST_SAID, because a czar that
 * starts again reads at once all letters that were written while it was down.
 */
export const MOST_PASSED_ON = 30
const SAID_WINDOW_MS = 10 * 60_000

/**
 * Returns when a worker may send its next letter, in ms since the epoch. `saidAt` has the times of its earlier letters, in order. The
 * result is `now` if the worker may send at once.
 */
export function maySayFrom(saidAt: readonly number[], now: number, most = MOST_SAID): number {
  const recent = saidInWindow(saidAt, now)
  return recent.length < most ? now : (recent.at(-most) ?? now) + SAID_WINDOW_MS
}

/** Returns those of the times that lie within the time window. */
export function saidInWindow(saidAt: readonly number[], now: number): readonly number[] {
  return saidAt.filter(at => at > now - SAID_WINDOW_MS)
}
