import type { Arming, FailedCheck, ForgeRequest, ForgeThread } from '../events/pull-request.ts'
import type { CommitSha } from '../model/ids.ts'

export interface NewRequest {
  /** The branch with the work, as pushed. */
  readonly branch: string
  /** The branch that it is to be merged into. */
  readonly base: string
  readonly title: string
  readonly body: string
  readonly isDraft: boolean
}

export interface FoundRequest extends ForgeRequest {
  readonly body: string
  readonly labels: readonly string[]
  /** Asked and not answered yet. */
  readonly reviewers: readonly string[]
  /** The forge merges it by itself when its checks are green. */
  readonly isArmed: boolean
}

export interface RequestAtHead {
  readonly number: number
  readonly head: CommitSha
}

export interface ThreadsLook {
  /** Changes with every comment. */
  readonly stamp: string
  readonly threads: readonly ForgeThread[]
}

export interface ThreadAnswer {
  readonly id: string
  readonly body: string
  /** The number of comments that it answers. */
  readonly comments: number
}

/** What a token may do; `problem`: why requests cannot be opened, in words; null: they can. */
export interface ForgeRights {
  /** `github.com/owner/name`. */
  readonly repository: string
  readonly login: string | null
  readonly problem: string | null
}

/** A host of pull requests. Its failures are `ForgeError`s. Text from it is foreign. */
export interface ForgePort {
  examine(signal?: AbortSignal): Promise<ForgeRights>
  /** Finds the open request of the branch, or else the newest one with the head `commit`. null: no such request. */
  find(work: { readonly branch: string; readonly commit: CommitSha }, signal?: AbortSignal): Promise<FoundRequest | null>
  /** Opens a request. The forge refuses a second one for the same branch. */
  open(request: NewRequest, signal?: AbortSignal): Promise<FoundRequest>
  read(number: number, signal?: AbortSignal): Promise<FoundRequest>
  /** Replaces the text of a request. */
  write(number: number, body: string, signal?: AbortSignal): Promise<FoundRequest>
  /** Adds labels, and asks for reviews: logins, and teams as `organization/team`. */
  decorate(
    number: number,
    wanted: { readonly labels: readonly string[]; readonly reviewers: readonly string[] },
    signal?: AbortSignal,
  ): Promise<void>
  /** Whether people approved this commit of a request, and none of them wants changes. */
  isApproved(request: RequestAtHead, signal?: AbortSignal): Promise<boolean>
  /** Makes a draft ready for review. */
  ready(number: number, signal?: AbortSignal): Promise<void>
  /** Lets the forge merge the request at this head when its required checks are green. */
  autoMerge(request: RequestAtHead, signal?: AbortSignal): Promise<Arming>
  stopAutoMerge(number: number, signal?: AbortSignal): Promise<void>
  /** Merges it now, if that is its head. */
  merge(request: RequestAtHead, signal?: AbortSignal): Promise<void>
  /** The newest checks of a commit, by name. */
  checks(commit: CommitSha, signal?: AbortSignal): Promise<readonly ForgeCheck[]>
  /** The failed step and the end of the log of a check. */
  readCheck(check: ForgeCheck, signal?: AbortSignal): Promise<FailedCheck>
  /** Closes a request, with a comment. */
  close(request: { readonly number: number; readonly comment: string }, signal?: AbortSignal): Promise<void>
  /** The conversations that wait for an answer; null: no comment is other than at the stamp `seen`. */
  threads(request: { readonly number: number; readonly seen: string | null }, signal?: AbortSignal): Promise<ThreadsLook | null>
  /** Answers a conversation once, and resolves it unless somebody wrote meanwhile. */
  answer(answer: ThreadAnswer, signal?: AbortSignal): Promise<void>
  /** The requests that are open now, and those of `numbers`. */
  look(numbers: readonly number[], signal?: AbortSignal): Promise<ForgeLook>
}

export interface ForgeCheck {
  /** Of a run of GitHub Actions or another app; null: a status without a log. */
  readonly id: number | null
  readonly name: string
  readonly outcome: 'passed' | 'pending' | 'failed'
  readonly url: string | null
  /** What it says of itself. */
  readonly text: string
}

export interface ForgeLook {
  readonly requests: readonly ForgeRequest[]
  /** When the next look should come, ms from now: the forge's own budget decides. */
  readonly againMs: number
}
