import type { ForeseenFile } from '../events/forecast-event.ts'
import type { CommitSha } from '../model/ids.ts'

/** One of the two sides of a trial merge. */
export interface Head {
  readonly commit: CommitSha
  /**
   * The git tree of the working files, with uncommitted ones, as in `GitActivity.tree`. With null, the tree of the commit itself is merged.
   */
  readonly tree: string | null
  /** The worktree from which `tree` was read, or null if `tree` is null. */
  readonly path: string | null
}

export interface HeadPair {
  readonly ours: Head
  readonly theirs: Head
}

/** The result of a trial merge. unknown: git could not tell, because an object is missing or the merge took too long. */
export type Foreseen =
  | { readonly kind: 'clean' }
  | { readonly kind: 'conflict'; readonly files: readonly ForeseenFile[] }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Merges heads on trial, to see whether they conflict. The merges change neither a branch nor a checkout. */
export interface ForecastPort {
  /** Returns one answer for each pair, in the same order. If a pair occurs twice, it is merged only once. */
  foresee(pairs: readonly HeadPair[]): Promise<readonly Foreseen[]>
  /** Removes the git objects that the trial merges wrote. */
  close(): Promise<void>
}
