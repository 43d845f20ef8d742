import type { Arming, FailedCheck, ForgeRequest, ForgeThread } from '../events/pull-request.ts'
import type { CommitSha } from '../model/ids.ts'

export interface NewRequest {
  /** The pushed branch with the work. */
  readonly branch: string
  /** The branch that the work is to be merged into. */
  readonly base: string
  readonly title: string
  readonly body: string
  readonly isDraft: boolean
}

export interface FoundRequest extends ForgeRequest {
  readonly body: string
  readonly labels: readonly string[]
  /** Reviewers who were asked and have not answered. */
  readonly reviewers: readonly string[]
  /** True: the forge merges the request by itself when its checks are green. */
  readonly isArmed: boolean
}

/** An open request that is for an issue. */
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
  /** A stamp that changes with every comment. */
  readonly stamp: string
  readonly threads: readonly ForgeThread[]
}

export interface ThreadAnswer {
  readonly id: string
  readonly body: string
  /** How many comments of the conversation the answer takes into account. */
  readonly comments: number
}

/** What a token may do. `problem`: why czar cannot open requests with it, in words; null: it can. */
export interface ForgeRights {
  /** `github.com/owner/name`. */
  readonly repository: string
  readonly login: string | null
  readonly problem: string | null
}

/** A host of pull requests. Its failures are `ForgeError`s, and its texts come from outside. */
export interface ForgePort {
  examine(signal?: AbortSignal): Promise<ForgeRights>
  /** Finds the branch's open request, or else the newest one with the head `commit`; null: there is none. */
  find(work: { readonly branch: string; readonly commit: CommitSha }, signal?: AbortSignal): Promise<FoundRequest | null>
  /** The first open request, apart from those of `own`, that is for one of these issues; null: there is none. */
  findForIssues(
    about: { readonly issues: readonly number[]; readonly own: readonly number[] },
    signal?: AbortSignal,
  ): Promise<IssueRequest | null>
  /** Opens a request. The forge refuses a second one for the same branch. */
  open(request: NewRequest, signal?: AbortSignal): Promise<FoundRequest>
  read(number: number, signal?: AbortSignal): Promise<FoundRequest>
  /** Replaces the text of a request. */
  write(number: number, body: string, signal?: AbortSignal): Promise<FoundRequest>
  /** Adds labels, and asks people for reviews: logins, and teams as `organization/team`. */
  decorate(
    number: number,
    wanted: { readonly labels: readonly string[]; readonly reviewers: readonly string[] },
    signal?: AbortSignal,
  ): Promise<void>
  /** Whether people approved this commit of a request and nobody asks for changes. */
  isApproved(request: RequestAtHead, signal?: AbortSignal): Promise<boolean>
  /** Makes a draft ready for review. */
  ready(number: number, signal?: AbortSignal): Promise<void>
  /** Asks the forge to merge the request at this head when its required checks are green. */
  autoMerge(request: RequestAtHead, signal?: AbortSignal): Promise<Arming>
  stopAutoMerge(number: number, signal?: AbortSignal): Promise<void>
  /** Merges the request now, if its head is this commit. */
  merge(request: RequestAtHead, signal?: AbortSignal): Promise<void>
  /** The newest checks of a commit, by name. */
  checks(commit: CommitSha, signal?: AbortSignal): Promise<readonly ForgeCheck[]>
  /** The failed step of a check, and the end of its log. */
  readCheck(check: ForgeCheck, signal?: AbortSignal): Promise<FailedCheck>
  /** Closes a request, with a comment. */
  close(request: { readonly number: number; readonly comment: string }, signal?: AbortSignal): Promise<void>
  /** The conversations that wait for an answer; null: no comment has changed since the stamp `seen`. */
  threads(request: { readonly number: number; readonly seen: string | null }, signal?: AbortSignal): Promise<ThreadsLook | null>
  /** Answers a conversation once, and resolves it unless somebody has written meanwhile. */
  answer(answer: ThreadAnswer, signal?: AbortSignal): Promise<void>
  /** The requests that are open now, and the requests with these numbers. */
  look(numbers: readonly number[], signal?: AbortSignal): Promise<ForgeLook>
}

export interface ForgeCheck {
  /** The id of a check run by GitHub Actions or another app; null: the check is a status without a log. */
  readonly id: number | null
  readonly name: string
  readonly outcome: 'passed' | 'pending' | 'failed'
  readonly url: string | null
  /** The check's own summary. */
  readonly text: string
}

export interface ForgeLook {
  readonly requests: readonly ForgeRequest[]
  /** Time until the next look, in ms. The forge's rate limit decides. */
  readonly againMs: number
}
