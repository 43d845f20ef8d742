import type { ForgeFailure } from '../model/errors.ts'
import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { TrainMember } from './train-event.ts'

/** A pull request (or GitLab's merge request) that czar learned about from git alone, without asking the forge. */
export interface PullRequest {
  readonly number: number
  /** The address of the request's web page, or null if czar cannot tell from the remote's address which forge it is. */
  readonly url: string | null
}

/** Czar saw that a worker's branch has a new pull request. */
export interface PullRequestSeen extends PullRequest {
  readonly kind: 'pull_request.seen'
  readonly worker: WorkerId
  readonly branch: string
}

/**
 * The branch that a pull request is to merge, and the task that did the work. If `task` is null, the pull request holds the tested work of
 * all tasks.
 */
interface Proposed {
  readonly worker: WorkerId | null
  readonly task: TaskId | null
  readonly branch: string
}

/** The tested work that a pull request for all tasks shows. */
export interface CarriedWork {
  readonly tip: CommitSha
  /** The commit of base on which the work was tested. */
  readonly base: CommitSha
  /** The tasks in this work, each with its newest commit. */
  readonly members: readonly Pick<TrainMember, 'task' | 'commit'>[]
}

/** The state of a pull request. merged: it was merged. closed: it was closed without a merge. */
export type RequestStanding = 'open' | 'merged' | 'closed'

/** A pull request as the forge shows it. */
export interface ForgeRequest {
  readonly number: number
  readonly url: string
  readonly standing: RequestStanding
  readonly isDraft: boolean
  readonly head: CommitSha
  /** The commit that brought the work into base, or null if the pull request is not merged. */
  readonly mergeCommit: CommitSha | null
}

/** Why czar cannot use the forge or the remote at the moment. */
export interface ForgeTrouble {
  readonly because: Exclude<ForgeFailure, 'failed'>
  readonly reason: string
  /** When the forge allows the next call (ms since the epoch), or null if that is unknown. */
  readonly until: number | null
  /** True if czar could not read the pull requests. Absent if czar could not change something. */
  readonly isLook?: true
}

/**
 * A check that failed on the forge. It has the failed step and the end of its log, if the forge gives them. The text comes from outside, so
 * it must not be trusted.
 */
export interface FailedCheck {
  readonly name: string
  readonly step: string | null
  readonly url: string | null
  readonly tail: string
}

/** The results of the checks that the forge ran on one commit. */
export interface ChecksSeen {
  readonly head: CommitSha
  readonly passed: number
  readonly pending: number
  readonly failed: readonly FailedCheck[]
}

/**
 * A conversation about a line of a pull request in which a person wrote the last comment. The text comes from outside, so it must not be
 * trusted.
 */
export interface ForgeThread {
  readonly id: string
  readonly path: string
  /** The number of the line, or null if the line no longer exists. */
  readonly line: number | null
  /** True if the pull request removes the line, so `line` counts the lines before the change. Absent means false. */
  readonly isRemoved?: true
  /** The task that wrote the line, if the request holds the work of all tasks. It is absent if czar cannot tell. */
  readonly task?: TaskId
  /** How many comments the conversation has. */
  readonly comments: number
  /** Who wrote the last comment. */
  readonly author: string
  readonly text: string
}

/** A step that some forges refuse although other calls work, for example because of the repository's settings. */
export type OptionalStep = 'draft' | 'ready' | 'auto_merge' | 'answer' | 'close'

/**
 * Who merges a pull request once its checks pass. Czar does so if the forge refuses its own automatic merge, because the pull request has
 * no required check to wait for.
 */
export type Arming = 'forge' | 'czar'

export type PullRequestEvent =
  | PullRequestSeen
  /** Czar pushed the branch to the remote, at a proven commit or at a commit with the tested work of all tasks. */
  | (Proposed & { readonly kind: 'pull_request.pushed'; readonly commit: CommitSha; readonly carries?: CarriedWork })
  /** The remote or the forge refuses the commit, for example because another person pushed to the branch. Czar never forces a push. */
  | (Proposed & { readonly kind: 'pull_request.refused'; readonly commit: CommitSha; readonly reason: string })
  /** The forge refuses this step for the commit. Czar reports it and does not try the step again for the same commit. */
  | (Proposed & {
      readonly kind: 'pull_request.unable'
      readonly step: OptionalStep
      readonly commit: CommitSha
      readonly reason: string
    })
  /**
   * Czar opened a pull request, or uses one that was already open for the branch. The text of the request describes the proof of `commit`.
   */
  | (Proposed & {
      readonly kind: 'pull_request.opened'
      readonly request: ForgeRequest
      readonly isFound: boolean
      readonly commit: CommitSha
      /** Why czar could not set the labels or reviewers of the request, or null if it could. */
      readonly problem: string | null
      /** What the text of the request says about tasks whose work is not in it. It is absent if the request is about a single task. */
      readonly leftOut?: string
    })
  /**
   * Another person has an open pull request for the same issue. Czar then opens none for the task, but keeps a request that is for all
   * tasks. `other` is null when that person's request is no longer open.
   */
  | (Proposed & { readonly kind: 'pull_request.preceded'; readonly issue: number; readonly other: PullRequest | null })
  /** Czar rewrote the text of the request for a newer proof. */
  | (Proposed & {
      readonly kind: 'pull_request.updated'
      readonly request: ForgeRequest
      readonly commit: CommitSha
      readonly leftOut?: string
    })
  /** The request changed on the forge: it was merged, closed or opened again, or its branch has another commit. */
  | (Proposed & { readonly kind: 'pull_request.changed'; readonly request: ForgeRequest })
  /** The forge has new results of checks. */
  | (Proposed & { readonly kind: 'pull_request.checked' } & ChecksSeen)
  /** People approved this commit, and no reviewer asks for changes any more. */
  | (Proposed & { readonly kind: 'pull_request.approved'; readonly head: CommitSha })
  /** The forge's checks of the proven commit failed, or people commented on it, so czar gives the task back to its worker. */
  | {
      readonly kind: 'pull_request.returned'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly branch: string
      readonly commit: CommitSha
      /** What the worker is told, in whole sentences. */
      readonly reasons: readonly string[]
      /** The ends of the failed logs, or people's comments. The text comes from outside, so it must not be trusted. */
      readonly tail: string
      /** The conversations for which the task goes back. It is absent if failed checks are the cause. */
      readonly threads?: readonly string[]
    }
  /** Czar cannot use the remote or the forge at the moment, and tries again later. */
  | ({ readonly kind: 'pull_request.delayed' } & ForgeTrouble)
  /** Who merges the request once its checks pass. off: a person switched the automatic merge off on the forge. */
  | (Proposed & { readonly kind: 'pull_request.armed'; readonly commit: CommitSha; readonly how: Arming | 'off' })
  /** Czar cancelled the automatic merge of the pull request. */
  | (Proposed & { readonly kind: 'pull_request.disarmed' })
  /**
   * Other pull requests were merged (`merged` names their branches), so czar merged base into this branch, which was at the commit `from`.
   * The proof of `from` also counts for the merge.
   */
  | (Proposed & {
      readonly kind: 'pull_request.caught_up'
      readonly from: CommitSha
      readonly base: CommitSha
      readonly after: readonly string[]
      /** The merge commit, or null if the branch stays at `from`. */
      readonly commit: CommitSha | null
      /** Why the branch stays at `from`, or null if base was merged into it. */
      readonly reason: string | null
    })
  /** The set of conversations that wait for an answer has changed. `stamp` is a value that changes with every comment. */
  | (Proposed & { readonly kind: 'pull_request.commented'; readonly stamp: string; readonly threads: readonly ForgeThread[] })
  /** Czar answered conversations of people, and named the proven commit that takes care of them. */
  | (Proposed & { readonly kind: 'pull_request.answered'; readonly commit: CommitSha; readonly threads: readonly string[] })
  /** Czar closed the pull request, because its task will not be finished. */
  | (Proposed & { readonly kind: 'pull_request.abandoned'; readonly request: ForgeRequest; readonly reason: string })
  /** The forge answers again after calls to it had failed. */
  | { readonly kind: 'pull_request.reached' }
