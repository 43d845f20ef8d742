import type { ForgeFailure } from '../model/errors.ts'
import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { TrainMember } from './train-event.ts'

/** A pull or merge request, as far as git shows it, without the forge. */
export interface PullRequest {
  readonly number: number
  /** The web page of the request; null: czar cannot tell the forge from the remote's address. */
  readonly url: string | null
}

/** A worker's branch has a new pull request. */
export interface PullRequestSeen extends PullRequest {
  readonly kind: 'pull_request.seen'
  readonly worker: WorkerId
  readonly branch: string
}

/** The branch that a request wants merged, and the task that did the work. null: it is the tested work of all tasks. */
interface Proposed {
  readonly worker: WorkerId | null
  readonly task: TaskId | null
  readonly branch: string
}

/** The tested tree that a request for all tasks shows. */
export interface CarriedWork {
  readonly tip: CommitSha
  /** The commit of base that it was tested on. */
  readonly base: CommitSha
  /** Its tasks, each with its newest commit. */
  readonly members: readonly Pick<TrainMember, 'task' | 'commit'>[]
}

/** merged: somebody merged it. closed: it was closed without a merge. */
export type RequestStanding = 'open' | 'merged' | 'closed'

/** A pull request and its state on the forge. */
export interface ForgeRequest {
  readonly number: number
  readonly url: string
  readonly standing: RequestStanding
  readonly isDraft: boolean
  readonly head: CommitSha
  /** The commit that brought the work into base; null: the request is not merged. */
  readonly mergeCommit: CommitSha | null
}

/** Why the forge or the remote cannot be used. */
export interface ForgeTrouble {
  readonly because: Exclude<ForgeFailure, 'failed'>
  readonly reason: string
  /** When the forge allows the next call, ms since the epoch; null: unknown. */
  readonly until: number | null
  /** True: a look at the requests failed; false: one of czar's changes failed. */
  readonly isLook?: true
}

/** A failed check, with the failed step and the end of its log as far as the forge gives them. The text is foreign. */
export interface FailedCheck {
  readonly name: string
  readonly step: string | null
  readonly url: string | null
  readonly tail: string
}

/** The forge's checks of one commit. */
export interface ChecksSeen {
  readonly head: CommitSha
  readonly passed: number
  readonly pending: number
  readonly failed: readonly FailedCheck[]
}

/** A conversation about a line in which a person wrote last. The text comes from outside. */
export interface ForgeThread {
  readonly id: string
  readonly path: string
  /** null: the line is gone. */
  readonly line: number | null
  /** The number of comments in the conversation. */
  readonly comments: number
  /** The author of the last comment. */
  readonly author: string
  readonly text: string
}

/** A step that the forge may refuse although its other calls work. */
export type OptionalStep = 'draft' | 'ready' | 'auto_merge' | 'answer' | 'close'

/** Who merges a request when its checks are green. It is czar if the forge's own auto-merge has nothing to wait for. */
export type Arming = 'forge' | 'czar'

export type PullRequestEvent =
  | PullRequestSeen
  /** The branch was pushed to the remote at a proven commit, or at one with the tree of tested work. */
  | (Proposed & { readonly kind: 'pull_request.pushed'; readonly commit: CommitSha; readonly carries?: CarriedWork })
  /** The remote or the forge refuses the commit, for example because somebody else pushed to the branch. Czar never forces a push. */
  | (Proposed & { readonly kind: 'pull_request.refused'; readonly commit: CommitSha; readonly reason: string })
  /** The forge refuses this step for the commit. Czar reports that, and does not try the step again for this commit. */
  | (Proposed & {
      readonly kind: 'pull_request.unable'
      readonly step: OptionalStep
      readonly commit: CommitSha
      readonly reason: string
    })
  /**
   * Czar opened a request, or took over an open request of the same branch. The request's text describes the proof of
   * `commit`.
   */
  | (Proposed & {
      readonly kind: 'pull_request.opened'
      readonly request: ForgeRequest
      readonly isFound: boolean
      readonly commit: CommitSha
      /** Why the request's labels or reviewers could not be set; null: they are set. */
      readonly problem: string | null
      /** What its text says of work that is not in it. Absent: it is about one task. */
      readonly leftOut?: string
    })
  /**
   * Somebody else's request is open for the same issue: a task gets no second one, and a request of all tasks stays. `other` null: that
   * request is over.
   */
  | (Proposed & { readonly kind: 'pull_request.preceded'; readonly issue: number; readonly other: PullRequest | null })
  /** The request's text now describes a newer proof. */
  | (Proposed & {
      readonly kind: 'pull_request.updated'
      readonly request: ForgeRequest
      readonly commit: CommitSha
      readonly leftOut?: string
    })
  /** The request changed on the forge: it was merged, closed or opened again, or its head moved. */
  | (Proposed & { readonly kind: 'pull_request.changed'; readonly request: ForgeRequest })
  | (Proposed & { readonly kind: 'pull_request.checked' } & ChecksSeen)
  /** People approved this commit, and nobody asks for changes. */
  | (Proposed & { readonly kind: 'pull_request.approved'; readonly head: CommitSha })
  /** Checks of the forge failed at the proven commit, or people commented on it. So the task goes back to its worker. */
  | {
      readonly kind: 'pull_request.returned'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly branch: string
      readonly commit: CommitSha
      /** Whole sentences for the worker. */
      readonly reasons: readonly string[]
      /** The ends of the logs, or people's comments. The text comes from outside. */
      readonly tail: string
      /** The conversations that made the task go back; absent: failed checks did. */
      readonly threads?: readonly string[]
    }
  /** The remote or the forge cannot be used now. Czar tries again later. */
  | ({ readonly kind: 'pull_request.delayed' } & ForgeTrouble)
  /** Who merges the request when its checks are green. off: somebody switched this off on the forge. */
  | (Proposed & { readonly kind: 'pull_request.armed'; readonly commit: CommitSha; readonly how: Arming | 'off' })
  | (Proposed & { readonly kind: 'pull_request.disarmed' })
  /**
   * After other requests were merged (`merged` names their branches), base was merged into this branch at `from`. The
   * proof of `from` covers this merge.
   */
  | (Proposed & {
      readonly kind: 'pull_request.caught_up'
      readonly from: CommitSha
      readonly base: CommitSha
      readonly after: readonly string[]
      /** The merge commit; null: the branch stays at `from`. */
      readonly commit: CommitSha | null
      /** Why the branch stays; null: it was merged. */
      readonly reason: string | null
    })
  /** The set of conversations that wait for an answer has changed. `stamp` identifies the comments in all of them. */
  | (Proposed & { readonly kind: 'pull_request.commented'; readonly stamp: string; readonly threads: readonly ForgeThread[] })
  /** Czar answered conversations, and named the proven commit. */
  | (Proposed & { readonly kind: 'pull_request.answered'; readonly commit: CommitSha; readonly threads: readonly string[] })
  /** Czar closed the request, because its task will not be finished. */
  | (Proposed & { readonly kind: 'pull_request.abandoned'; readonly request: ForgeRequest; readonly reason: string })
  /** After a failure, the forge has answered again. */
  | { readonly kind: 'pull_request.reached' }
