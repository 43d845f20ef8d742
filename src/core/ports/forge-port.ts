import type { Arming, FailedCheck, ForgeRequest, ForgeThread } from '../events/pull-request.ts'
import type { CommitSha } from '../model/ids.ts'

export interface NewRequest {
  /** The pushed branch that holds the work. */
  readonly branch: string
  /** The branch into which the work is to be merged. */
  readonly base: string
  readonly title: string
  readonly body: string
  readonly isDraft: boolean
}

export interface FoundRequest extends ForgeRequest {
  readonly body: string
  readonly labels: readonly string[]
  /** The people who were asked for a review and have not answered. */
  readonly reviewers: readonly string[]
  /** True if the forge will merge the request by itself once its checks pass. */
  readonly isArmed: boolean
}

/** An open pull request that says which issue it is for. */
export interface IssueRequest {
  readonly issue: number
  readonly number: number
  readonly url: string
}

export interface RequestAtHead {
  readonly number: number
  readonly head: CommitSha
}

export interface ThreadsLook {
  /** A value that changes with every comment. */
  readonly stamp: string
  readonly threads: readonly ForgeThread[]
}

export interface ThreadAnswer {
  readonly id: string
  readonly body: string
  /** How many comments the conversation had when the answer was written. */
  readonly comments: number
}

/** The rights of czar's access token. `problem` says why czar cannot open pull requests with it, or is null if it can. */
export interface ForgeRights {
  /** The repository on the forge, for example `github.com/owner/name`. */
  readonly repository: string
  readonly login: string | null
  readonly problem: string | null
}

/**
 * A forge, such as GitHub, which hosts pull requests. Failed calls throw a `ForgeError`. Its texts come from outside, so they must not be
 * trusted.
 */
export interface ForgePort {
  examine(signal?: AbortSignal): Promise<ForgeRights>
  /**
   * Finds the open request of the branch. If there is none, it finds the newest request whose last commit is `commit`. Returns null if
   * there is none either.
   */
  find(work: { readonly branch: string; readonly commit: CommitSha }, signal?: AbortSignal): Promise<FoundRequest | null>
  /** Finds the first open request for one of these issues that is not one of czar's own (`own`). Returns null if there is none. */
  findForIssues(
    about: { readonly issues: readonly number[]; readonly own: readonly number[] },
    signal?: AbortSignal,
  ): Promise<IssueRequest | null>
  /** Opens a pull request. The forge refuses a second one for the same branch. */
  open(request: NewRequest, signal?: AbortSignal): Promise<FoundRequest>
  read(number: number, signal?: AbortSignal): Promise<FoundRequest>
  /** Replaces the text of a pull request. */
  write(number: number, body: string, signal?: AbortSignal): Promise<FoundRequest>
  /** Adds labels to a request, and asks people for reviews. A person is named by the login, and a team by `organization/team`. */
  decorate(
    number: number,
    wanted: { readonly labels: readonly string[]; readonly reviewers: readonly string[] },
    signal?: AbortSignal,
  ): Promise<void>
  /** Whether people approved this commit of the request and no reviewer asks for changes. */
  isApproved(request: RequestAtHead, signal?: AbortSignal): Promise<boolean>
  /** Changes a draft into a request that is ready for review. */
  ready(number: number, signal?: AbortSignal): Promise<void>
  /** Asks the forge to merge the request at this commit once its required checks pass. */
  autoMerge(request: RequestAtHead, signal?: AbortSignal): Promise<Arming>
  stopAutoMerge(number: number, signal?: AbortSignal): Promise<void>
  /** Merges the request now, but only if its last commit is this one. */
  merge(request: RequestAtHead, signal?: AbortSignal): Promise<void>
  /** Returns the newest checks of a commit, one for each name. */
  checks(commit: CommitSha, signal?: AbortSignal): Promise<readonly ForgeCheck[]>
  /** Returns the failed step of a check, and the end of its log. */
  readCheck(check: ForgeCheck, signal?: AbortSignal): Promise<FailedCheck>
  /** Closes a request and writes a comment. */
  close(request: { readonly number: number; readonly comment: string }, signal?: AbortSignal): Promise<void>
  /** Returns the conversations that wait for an answer. Returns null if no comment has changed since the stamp was `seen`. */
  threads(request: { readonly number: number; readonly seen: string | null }, signal?: AbortSignal): Promise<ThreadsLook | null>
  /** Answers a conversation once. It also marks the conversation as resolved, unless it has got a new comment meanwhile. */
  answer(answer: ThreadAnswer, signal?: AbortSignal): Promise<void>
  /** Returns the requests that are open now, and the requests with these numbers even if they are closed. */
  look(numbers: readonly number[], signal?: AbortSignal): Promise<ForgeLook>
}

export interface ForgeCheck {
  /** The id of a check that GitHub Actions or another app ran. It is null for a check that is only a status and has no log. */
  readonly id: number | null
  readonly name: string
  readonly outcome: 'passed' | 'pending' | 'failed'
  readonly url: string | null
  /** The summary that the check itself wrote. */
  readonly text: string
}

export interface ForgeLook {
  readonly requests: readonly ForgeRequest[]
  /** How long czar should wait before it looks again, in ms, so that it stays within the forge's limit on calls. */
  readonly againMs: number
}
