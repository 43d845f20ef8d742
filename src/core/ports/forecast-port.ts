import type { ForeseenFile } from '../events/forecast-event.ts'
import type { CommitSha } from '../model/ids.ts'

/** The head of one side. */
export interface Head {
  readonly commit: CommitSha
  /** The tree of the working state, with uncommitted files, as in `GitActivity.tree`; null: the commit's own tree. */
  readonly tree: string | null
  /** The worktree from which `tree` was read; null: none. */
  readonly path: string | null
}

export interface HeadPair {
  readonly ours: Head
  readonly theirs: Head
}

/** The result of merging two heads. unknown: git could not tell, because an object is missing or the merge took too long. */
export type Foreseen =
  | { readonly kind: 'clean' }
  | { readonly kind: 'conflict'; readonly files: readonly ForeseenFile[] }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Merges heads to see whether they conflict. Writes to neither the repository nor a checkout. */
export interface ForecastPort {
  /** One answer for each pair, in order. A pair of heads that occurs twice is merged once. */
  foresee(pairs: readonly HeadPair[]): Promise<readonly Foreseen[]>
  /** Removes the objects that the merges wrote. */
  close(): Promise<void>
}
