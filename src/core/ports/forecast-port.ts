import type { ForeseenFile } from '../events/forecast-event.ts'
import type { CommitSha } from '../model/ids.ts'

/** What one side has now. */
export interface Head {
  readonly commit: CommitSha
  /** Its working state with uncommitted files, as `GitActivity.tree`; null: the commit's own tree. */
  readonly tree: string | null
  /** The worktree that `tree` was read in; null: none. */
  readonly path: string | null
}

export interface HeadPair {
  readonly ours: Head
  readonly theirs: Head
}

/** How two heads would merge. unknown: git could not tell, because an object is missing or it took too long. */
export type Foreseen =
  | { readonly kind: 'clean' }
  | { readonly kind: 'conflict'; readonly files: readonly ForeseenFile[] }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Merges heads to see whether they conflict. Writes neither the repository nor a checkout. */
export interface ForecastPort {
  /** One answer a pair, in order. The same pair of heads is merged once. */
  foresee(pairs: readonly HeadPair[]): Promise<readonly Foreseen[]>
  /** Removes the objects of all merges. */
  close(): Promise<void>
}
