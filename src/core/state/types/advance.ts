import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { TestCounts } from '../../text/test-counts.ts'

/**
 * The things that a worker may repeat. error: a failing command on the screen. report: reports in nearly the same words. reports: any
 * reports. drop: a falling number of finished steps. commit: commits with nearly the same subject. commits: any commits. tree: a return of
 * the files to an earlier state.
 */
export type RoundKind = 'error' | 'report' | 'reports' | 'drop' | 'commit' | 'commits' | 'tree'

/** Something that a worker has done again and again since its last real progress. */
export interface Round {
  readonly kind: RoundKind
  /** The text when it happened for the first time. A later text counts as a repetition only if it is similar to this one. */
  readonly text: string
  readonly count: number
  /** When it happened for the first time, in ms since the epoch. */
  readonly since: number
  /** How many times it happened in a row while the working files did not change. */
  readonly still: { readonly tree: string | null; readonly count: number; readonly since: number }
  /** The last three times that it happened, the oldest first. */
  readonly last: readonly (Sign & { readonly text: string })[]
}

/** The achievements of a worker in an assignment, by all its agents together, and its repetitions since the last real progress. */
export interface Advance {
  /** The files that the worker has changed so far. `trees` holds the states of its working files. Both lists begin with the oldest. */
  readonly files: readonly string[]
  readonly trees: readonly string[]
  /**
   * The largest number of changed lines since the start of the work, at a time when there was progress. It is null if czar does not know it
   * yet.
   */
  readonly lines: number | null
  /** How many commits the worker's branch had when czar last read it, or null if czar has not read it yet. */
  readonly commits: number | null
  /** The highest number of finished steps that the worker reported. */
  readonly most: number
  /** The number of finished steps in the worker's last report. Null: the worker reported none. */
  readonly lastDone: number | null
  /** How many times the reported number has risen since a file last changed. */
  readonly heights: number
  /** The commit that the worker last claimed as done. */
  readonly claimed: CommitSha | null
  /** The names of czar's checks that have passed so far, and for each command the highest number of tests that passed. */
  readonly passed: readonly string[]
  readonly best: readonly (TestCounts & { readonly text: string })[]
  readonly rounds: readonly Round[]
}
