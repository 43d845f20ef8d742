import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { TestCounts } from '../../text/test-counts.ts'

/**
 * What can come round. error: a failing command on the screen; report: reports in nearly the same words; reports: any
 * reports; drop: a count of finished steps that goes back; commit: commits with nearly the same subject; commits: any commits;
 * tree: a state of the files that was there before.
 */
export type RoundKind = 'error' | 'report' | 'reports' | 'drop' | 'commit' | 'commits' | 'tree'

/** Something that came again and again since the last real progress. */
export interface Round {
  readonly kind: RoundKind
  /** The first of it; what is compared with it has to be alike. */
  readonly text: string
  readonly count: number
  /** When the first of it came (ms). */
  readonly since: number
  /** The part of it that came while the working tree stayed as it is. */
  readonly still: { readonly tree: string | null; readonly count: number; readonly since: number }
  /** The newest three, oldest first. */
  readonly last: readonly (Sign & { readonly text: string })[]
}

/** Real progress on an assignment, remembered over fresh agents, and what only came round since. */
export interface Advance {
  /** Files that were touched so far, and states of the working tree, oldest first. */
  readonly files: readonly string[]
  readonly trees: readonly string[]
  /** The most lines by which the files differed from the start when progress came; null: not known yet. */
  readonly lines: number | null
  /** Commits of the worker's branch at the last look; null: nobody has looked. */
  readonly commits: number | null
  /** The most finished steps that were reported, the last count, and how many new heights came since a file changed. */
  readonly most: number
  readonly lastDone: number | null
  readonly heights: number
  /** The commit of the last claim. */
  readonly claimed: CommitSha | null
  /** Checks of the czar that passed once, by name, and the best counts of each test command. */
  readonly passed: readonly string[]
  readonly best: readonly (TestCounts & { readonly text: string })[]
  readonly rounds: readonly Round[]
}
