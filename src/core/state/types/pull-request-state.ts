import type { ChecksSeen, ForgeRequest, ForgeTrouble } from '../../events/pull-request.ts'
import type { CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

export type ChecksState = ChecksSeen & { readonly at: number }

/** What czar knows about the pull request of one branch. */
export interface PullRequestState {
  readonly worker: WorkerId
  readonly task: TaskId
  readonly branch: string
  /** The last commit that czar pushed; null: none. */
  readonly pushed: CommitSha | null
  /** The last commit that the remote or the forge refused; null: none. */
  readonly refused: { readonly commit: CommitSha; readonly reason: string } | null
  /** The pull request; null: none is open, and none ever was. */
  readonly request: ForgeRequest | null
  /** The proven commit that the request's text tells of; null: none. */
  readonly told: CommitSha | null
  /** When the request's text was written, ms since the epoch. */
  readonly toldAt: number
  /** The checks of the request's head, and since when they are as they are; null: czar has seen none. */
  readonly checks: ChecksState | null
  /** The commit that people approved; null: none. */
  readonly approved: CommitSha | null
  /** How often the task went back to its worker because of failed checks. */
  readonly returns: number
  /** Why the request's labels or reviewers could not be set; null: they are set. */
  readonly problem: string | null
}

/** What czar knows about the forge of a project. */
export interface ForgeState {
  /** By branch. */
  readonly requests: Readonly<Record<string, PullRequestState>>
  /** Why the last call failed, when, and how many calls failed in a row; null: it did not fail. */
  readonly trouble: (ForgeTrouble & { readonly at: number; readonly count: number }) | null
}
