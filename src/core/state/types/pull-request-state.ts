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
  /** When czar saw the pull request in this state, in ms since the epoch. */
  readonly at: number
  /**
   * The stage of the conversation. new: the worker has not been told of it. returned: the worker has been told of it, when its proven
   * commit was `commit`. answered: a later commit takes care of it.
   */
  readonly state: 'new' | 'returned' | 'answered'
  readonly commit: CommitSha | null
}

export interface UnableStep {
  readonly commit: CommitSha
  readonly reason: string
}

/** Czar's record of the pull request of one branch. In this file, a *request* is a pull request. */
export interface PullRequestState {
  /** The worker that did the work. It is null, like `task`, if the request holds the tested work of all tasks. */
  readonly worker: WorkerId | null
  readonly task: TaskId | null
  readonly branch: string
  /** The commit that czar pushed last, or null if it pushed none. */
  readonly pushed: CommitSha | null
  /** The commit that czar pushed before `pushed`, or null if there was none. The forge may still show it for a moment. */
  readonly pushedBefore: CommitSha | null
  /** The tested work of all tasks that the pushed commit holds. It is null or absent if the commit is one task's own. */
  readonly carries?: CarriedWork | null
  /** The last tested work of all tasks whose checks on the forge all passed. It is null or absent if there was none. */
  readonly green?: CarriedWork | null
  /** The last commit that the remote or the forge refused, and when, or null if it refused none. */
  readonly refused: { readonly commit: CommitSha; readonly reason: string; readonly at: number } | null
  /** The steps that the forge refuses, each with the commit for which it refused. */
  readonly unable: Readonly<Partial<Record<OptionalStep, UnableStep>>>
  /** The pull request of the branch as czar last saw it, or null if there was none. */
  readonly request: ForgeRequest | null
  /** The proven commit that the text of the request describes, or null if it describes none. */
  readonly told: CommitSha | null
  /** The proven commits of tasks whose work came into base through pull requests for all tasks. It is absent if there are none. */
  readonly landed?: readonly CommitSha[]
  /** What the text of the request says about tasks whose work is not in it. It is absent if the request is about a single task. */
  readonly leftOut?: string
  /**
   * Whether the request was ever ready for review. If it was and is a draft now, a person made it a draft, so czar leaves it so. Absent
   * means no.
   */
  readonly wasReady?: boolean
  /** When czar wrote the text of the request, in ms since the epoch. */
  readonly toldAt: number
  /** The result of the checks on the request's last commit, and since when it is so, or null if czar has seen no checks. */
  readonly checks: ChecksState | null
  /** The commit that people approved, or null if they approved none. */
  readonly approved: CommitSha | null
  /** Who merges the request once the checks of `commit` pass, or null if the automatic merge is not set up. */
  readonly armed: { readonly commit: CommitSha; readonly how: Arming | 'off' } | null
  /** The branches of other requests that were merged into base and from there into this branch. */
  readonly caughtUp: readonly string[]
  /** Why base could not be merged into this branch after another request was merged, or null if the branch is not behind base. */
  readonly behind: { readonly commit: CommitSha; readonly reason: string } | null
  /** When the forge last showed a change of the request, in ms since the epoch, or 0 if it never did. */
  readonly changedAt: number
  /** The number of the request that czar itself closed, or null if it closed none. */
  readonly abandoned: number | null
  /** How many times the task went back to its worker because checks on the forge failed. */
  readonly returns: number
  /** The conversations that people began, by their id. */
  readonly threads: Readonly<Record<string, ThreadState>>
  /** How many times the task went back to its worker because of people's conversations. */
  readonly threadReturns: number
  /** For a request with the work of all tasks: how many times each task went back, by the task's id. Absent means none went back. */
  readonly threadReturnsOf?: Readonly<Record<string, number>>
  /** The stamp of all comments when czar last looked, or null if there were none. The stamp changes with every comment. */
  readonly commentStamp: string | null
  /** An open request of another person for the same issue, and when czar saw it. It is null or absent if there is none. */
  readonly preceded?: (PullRequest & { readonly issue: number; readonly at: number }) | null
  /** Why czar could not set the labels or reviewers of the request, or null if it could. */
  readonly problem: string | null
}

/** Czar's record of the project's forge, such as GitHub. */
export interface ForgeState {
  /** For each branch, its pull request. */
  readonly requests: Readonly<Record<string, PullRequestState>>
  /** Why the last call to the forge failed, when, and how many calls in a row have failed. It is null if the last call succeeded. */
  readonly trouble: (ForgeTrouble & { readonly at: number; readonly count: number }) | null
}
