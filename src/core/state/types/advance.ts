import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { TestCounts } from '../../text/test-counts.ts'

/**
 * Kinds of repetition. error: a failing command on the screen; report: reports in nearly the same words; reports: any
 * reports; drop: a falling count of finished steps; commit: commits with nearly the same subject; commits: any commits;
 * tree: a return to an earlier state of the files.
 */
export type RoundKind = 'error' | 'report' | 'reports' | 'drop' | 'commit' | 'commits' | 'tree'

/** A repetition since the last real progress. */
export interface Round {
  readonly kind: RoundKind
  /** Text of the first occurrence; later ones must resemble it. */
  readonly text: string
  readonly count: number
  /** Time of the first occurrence (ms). */
  readonly since: number
  /** The part of it with the current working tree unchanged. */
  readonly still: { readonly tree: string | null; readonly count: number; readonly since: number }
  /** The last three occurrences, oldest first. */
  readonly last: readonly (Sign & { readonly text: string })[]
}

/** Real progress on an assignment, kept across fresh agents, and the repetitions since. */
export interface Advance {
  /** Files touched so far, and states of the working tree, oldest first. */
  readonly files: readonly string[]
  readonly trees: readonly string[]
  /** Largest diff from the start, in lines, at any progress; null: unknown yet. */
  readonly lines: number | null
  /** Commits of the worker's branch at the last look; null: not looked yet. */
  readonly commits: number | null
  /** Highest reported count of finished steps, the last count, and new highs since the last file change. */
  readonly most: number
  readonly lastDone: number | null
  readonly heights: number
  /** The commit of the last claim. */
  readonly claimed: CommitSha | null
  /** Names of the czar's checks that have passed, and the best counts of each test command. */
  readonly passed: readonly string[]
  readonly best: readonly (TestCounts & { readonly text: string })[]
  readonly rounds: readonly Round[]
}
