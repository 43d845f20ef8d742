import type { CommitSha } from '../model/ids.ts'

/** The git operations that a worker may have begun and not ended. */
export const UNFINISHED = ['merge', 'rebase', 'cherry-pick', 'revert', 'bisect'] as const
export type Unfinished = (typeof UNFINISHED)[number]

/** Asks for the work that a worker claims to be done. */
export interface WorkQuestion {
  readonly path: string
  readonly branch: string
  /** The branches of earlier attempts at the task. The commits of these branches count as the task's own. */
  readonly earlier?: readonly string[]
  /** The commit at which the task began. */
  readonly fromSha: CommitSha
  /** The commit to read in place of the checked-out one. The worktree may then be in any state, or missing. */
  readonly tip?: CommitSha
}

/** The facts about the work, read with git. The code in `core/claims` judges them. */
export interface WorkFacts {
  /** The commit at HEAD, or null if the worktree has no commit at all. */
  readonly head: CommitSha | null
  /** The commit to check, or null if the worker has made no commit on the branch. */
  readonly commit: CommitSha | null
  /** The newest commit of base that the work contains. */
  readonly base: CommitSha
  /** The state of the worktree. It is null if a commit was given, because the worktree does not matter then. */
  readonly checkout: CheckoutFacts | null
  /** True if the branch no longer contains the commit at which the task began. */
  readonly isRewritten: boolean
  /** How many commits since `fromSha` are from base or from other workers. */
  readonly foreign: number
  /** The last commit before the worker's own commits. `files` are the paths that differ from it. */
  readonly baseline: CommitSha | null
  /** The worker's own commits, the newest first. */
  readonly commits: readonly CommitSha[]
  readonly files: readonly string[]
  /** Files to which the work added git's conflict markers. */
  readonly markers: readonly string[]
  /** Whether a file has changed in more than blanks. Lock files do not count. */
  readonly isWritten: boolean
}

export interface CheckoutFacts {
  /** The branch that is checked out, or null if HEAD is detached. */
  readonly branch: string | null
  readonly unfinished: readonly Unfinished[]
  readonly uncommitted: readonly string[]
}
