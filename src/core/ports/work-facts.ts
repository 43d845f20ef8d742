import type { CommitSha } from '../model/ids.ts'

/** Git operations that may be unfinished. */
export const UNFINISHED = ['merge', 'rebase', 'cherry-pick', 'revert', 'bisect'] as const
export type Unfinished = (typeof UNFINISHED)[number]

/** The work that a claim is about. */
export interface WorkQuestion {
  readonly path: string
  readonly branch: string
  /** Branches of earlier attempts at the task; their commits are not foreign work. */
  readonly earlier?: readonly string[]
  /** The commit where the task began. */
  readonly fromSha: CommitSha
  /** Commit to read instead of the checkout. The worktree may then be in any state, or missing. */
  readonly tip?: CommitSha
}

/** What git knows about that work. `core/claims` judges it. */
export interface WorkFacts {
  /** null: the worktree has no commit at all. */
  readonly head: CommitSha | null
  /** The commit to check; null: the branch has no commit of the worker. */
  readonly commit: CommitSha | null
  /** The newest commit of base that the work contains. */
  readonly base: CommitSha
  /** null: a commit was given, so the worktree does not matter. */
  readonly checkout: CheckoutFacts | null
  /** True: the branch does not contain `fromSha`. */
  readonly isRewritten: boolean
  /** Number of commits since `fromSha` that are base's or other workers'. */
  readonly foreign: number
  /** The commit before the worker's own commits; `files` are the paths that differ from it. */
  readonly baseline: CommitSha | null
  /** The worker's own commits, newest first. */
  readonly commits: readonly CommitSha[]
  readonly files: readonly string[]
  /** Files with conflict markers that the work added. */
  readonly markers: readonly string[]
  /** Whether any file except lock files has changed in more than whitespace. */
  readonly isWritten: boolean
}

export interface CheckoutFacts {
  /** null: HEAD is detached. */
  readonly branch: string | null
  readonly unfinished: readonly Unfinished[]
  readonly uncommitted: readonly string[]
}
