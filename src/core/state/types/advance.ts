import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { TestCounts } from '../../text/test-counts.ts'

/**
 * Kinds of repetition. error: a failing command on the screen; report: reports in nearly the same words; reports: any
 * reports; drop: a falling count of finished steps; commit: commits with nearly the same subject; commits: any commits;
 * tree: a return to an earlier state of the files.
 */
export type RoundKind = 'error' | 'report' | 'reports' | 'drop' | 'commit' | 'commits' | 'tree'

/** Something that was repeated since the last real progress. */
export interface Round {
  readonly kind: RoundKind
  /** The text when it first happened. Later texts must be like it. */
  readonly text: string
  readonly count: number
  /** When it first happened (ms). */
  readonly since: number
  /** How many times it happened while the working tree stayed the same. */
  readonly still: { readonly tree: string | null; readonly count: number; readonly since: number }
  /** The last three times, oldest first. */
  readonly last: readonly (Sign & { readonly text: string })[]
}

/** Real progress on an assignment, across its agents, and the repetitions since then. */
export interface Advance {
  /** Files touched so far, and states of the working tree; both oldest first. */
  readonly files: readonly string[]
  readonly trees: readonly string[]
  /** The largest diff from the start, in lines, when there was progress; null: unknown yet. */
  readonly lines: number | null
  /** The number of commits on the worker's branch at the last reading; null: git was not read yet. */
  readonly commits: number | null
  /**
   * The highest reported number of finished steps, the last reported number, and how many times it rose since a file
   * changed.
   */
  readonly most: number
  readonly lastDone: number | null
  readonly heights: number
  /** The commit of the last claim. */
  readonly claimed: CommitSha | null
  /** Names of the czar's checks that passed so far, and the best test counts of each command. */
  readonly passed: readonly string[]
  readonly best: readonly (TestCounts & { readonly text: string })[]
  readonly rounds: readonly Round[]
}
