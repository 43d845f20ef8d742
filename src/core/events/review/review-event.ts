import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'
import type { WorkerConfig } from '../../model/project.ts'
import type { Finding } from './findings.ts'

/**
 * What czar found out about a finding. shown: its command fails at the commit, and did not fail in the same way before the task began.
 * passes: its command succeeds. before: the command already failed before the task began. again: as shown, but an earlier review already
 * sent the task back for this finding, so a person decides. not_run: the command could not run, or may not run. lines: the finding has no command.
 */
export type FindingOutcome = 'shown' | 'passes' | 'before' | 'again' | 'not_run' | 'lines'

/** A finding after czar has checked it. */
export interface CheckedFinding extends Finding {
  readonly outcome: FindingOutcome
  /** With the outcomes shown, again, before and not_run: the reason, as a sentence in czar's words. */
  readonly reason: string | null
  /** With the outcomes shown and again: the end of the command's output. */
  readonly tail: string
}

/**
 * Why a review does not count. silent: the reviewer reported no findings in time, or makes no progress. failed: its
 * agent or worktree could not be kept. refused: it declined. stopped: a person or a budget ended it. overtaken: the
 * commit is no longer the task's proven one. unchecked: its findings could not be checked. off: the project file no
 * longer asks for reviews.
 */
export type ReviewEnd = 'silent' | 'failed' | 'refused' | 'stopped' | 'overtaken' | 'unchecked' | 'off'

/** A review of proven work. The reviewer is a worker that czar adds for it; its id names the review. */
export type ReviewEvent =
  | {
      readonly kind: 'review.asked'
      /** The reviewer: a worker that is not in the project file, with `reviews` set. */
      readonly config: WorkerConfig
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      /** The assignment of the work's author. */
      readonly assignment: AssignmentId
      readonly author: WorkerId
      /** The number of this review among the assignment's reviews, from 1. */
      readonly round: number
      readonly verdict: 'advise' | 'gate'
    }
  /** Czar ran the commands of the findings. */
  | {
      readonly kind: 'review.finished'
      readonly worker: WorkerId
      readonly findings: readonly CheckedFinding[]
      /** Absolute path of the whole output of the commands; null: no command ran. */
      readonly log: string | null
      readonly durationMs: number
    }
  | { readonly kind: 'review.ended'; readonly worker: WorkerId; readonly because: ReviewEnd; readonly reason: string }
  /** The task goes back to its author with what the review showed. */
  | {
      readonly kind: 'review.returned'
      readonly review: WorkerId
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      /** Whole sentences for the author. */
      readonly reasons: readonly string[]
      readonly tail: string
      readonly log: string | null
    }
  /**
   * A person decides about work whose author left a shown fault in it. accepted: it counts as it is; sent_back: the author gets it once
   * more. `text`: the person's words for the author.
   */
  | {
      readonly kind: 'review.decided'
      readonly review: WorkerId
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      readonly decision: 'accepted' | 'sent_back'
      readonly text: string | null
    }
  /** The reviewer's agent has ended and its worktree is removed. */
  | { readonly kind: 'review.closed'; readonly worker: WorkerId }
