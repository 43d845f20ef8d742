import type {
  Arming,
  CarriedWork,
  ChecksSeen,
  ForgeRequest,
  ForgeThread,
  ForgeTrouble,
  OptionalStep,
  PullRequest,
} from '../../events/pull-request.ts'
import type { CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

export type ChecksState = ChecksSeen & { readonly at: number }

export type ThreadState = ForgeThread & {
  /** When czar saw the request in this state, ms since the epoch. */
  readonly at: number
  /**
   * new: the worker has not been told of the conversation. returned: it has been told, and its proven commit was
   * `commit`. answered: a later commit answers it.
   */
  readonly state: 'new' | 'returned' | 'answered'
  readonly commit: CommitSha | null
}

export interface UnableStep {
  readonly commit: CommitSha
  readonly reason: string
}

/** What czar knows about the pull request of one branch. */
export interface PullRequestState {
  /** null, as is `task`: it is about the tested work of all tasks. */
  readonly worker: WorkerId | null
  readonly task: TaskId | null
  readonly branch: string
  /** The last commit that czar pushed; null: none. */
  readonly pushed: CommitSha | null
  /** The commit that czar pushed before that one. The forge may still show it for a moment; null: none. */
  readonly pushedBefore: CommitSha | null
  /** The tested work that the pushed commit shows. null or absent: it is a task's own commit. */
  readonly carries?: CarriedWork | null
  /** The last such work whose checks were all green; null or absent: none. */
  readonly green?: CarriedWork | null
  /** The last commit that the remote or the forge refused, and when; null: none. */
  readonly refused: { readonly commit: CommitSha; readonly reason: string; readonly at: number } | null
  /** Steps that the forge refuses for a commit. */
  readonly unable: Readonly<Partial<Record<OptionalStep, UnableStep>>>
  /** The last known pull request of the branch; null: there was none. */
  readonly request: ForgeRequest | null
  /** The proven commit that the request's text describes; null: none. */
  readonly told: CommitSha | null
  /** The proven commits of the tasks whose work was merged by requests for all tasks; absent: none. */
  readonly landed?: readonly CommitSha[]
  /** What the text says of work that is not in it; absent: it is about one task. */
  readonly leftOut?: string
  /** Whether the request was ready for review once: a draft now is a person's doing. Absent: no. */
  readonly wasReady?: boolean
  /** When the request's text was written, ms since the epoch. */
  readonly toldAt: number
  /** The checks of the request's head, and since when they have had this result; null: czar has seen none. */
  readonly checks: ChecksState | null
  /** The commit that people approved; null: none. */
  readonly approved: CommitSha | null
  /** Who merges the request when the checks of that commit are green; null: nobody was asked to. */
  readonly armed: { readonly commit: CommitSha; readonly how: Arming | 'off' } | null
  /** The branches of other requests whose merges are already in this branch. */
  readonly caughtUp: readonly string[]
  /** Why the branch stays behind base after the last of those merges; null: it does not. */
  readonly behind: { readonly commit: CommitSha; readonly reason: string } | null
  /** When the forge last showed a change of the request, ms since the epoch; 0: never. */
  readonly changedAt: number
  /** The number of the request that czar itself closed; null: none. */
  readonly abandoned: number | null
  /** How many times the task went back to its worker because of failed checks. */
  readonly returns: number
  /** People's conversations, by id. */
  readonly threads: Readonly<Record<string, ThreadState>>
  /** How many times the task went back to its worker because of them. */
  readonly threadReturns: number
  /** The stamp of all comments at the last look; null: there were none. */
  readonly commentStamp: string | null
  /** Somebody else's open request for the same issue, and when it was seen; null or absent: none. */
  readonly preceded?: (PullRequest & { readonly issue: number; readonly at: number }) | null
  /** Why its labels or reviewers could not be set; null: they are. */
  readonly problem: string | null
}

/** What czar knows about the forge of a project. */
export interface ForgeState {
  /** The pull request of each branch. */
  readonly requests: Readonly<Record<string, PullRequestState>>
  /** Why the last call failed, when, and how many calls failed in a row; null: it did not fail. */
  readonly trouble: (ForgeTrouble & { readonly at: number; readonly count: number }) | null
}
