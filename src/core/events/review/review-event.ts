import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'
import type { WorkerConfig } from '../../model/project.ts'
import type { Finding } from './findings.ts'

/**
 * What czar found out about a fault that a reviewer reported with a command as evidence. shown: the command fails at the reviewed commit,
 * and did not fail in the same way before the task began. passes: the command succeeds. before: the command failed before the task began
 * too. again: like shown, but the task already went back to its author for the same fault, so a person decides. not_run: czar could not run
 * the command, or may not. lines: the reviewer gave no command, only lines of the code.
 */
export type FindingOutcome = 'shown' | 'passes' | 'before' | 'again' | 'not_run' | 'lines'

/** A fault that a reviewer reported, after czar has checked it. */
export interface CheckedFinding extends Finding {
  readonly outcome: FindingOutcome
  /** Why the finding has its outcome, as a sentence by czar. It is given with the outcomes shown, again, before and not_run. */
  readonly reason: string | null
  /** The end of the command's output. It is given with the outcomes shown and again. */
  readonly tail: string
}

/**
 * Why a review does not count. silent: the reviewer reported nothing in time, or makes no progress. failed: czar could not keep its agent
 * or its worktree running. refused: the reviewer declined. stopped: a person or a budget ended the review. overtaken: the task has a newer
 * proven commit. unchecked: czar could not check the findings. off: the project file no longer asks for reviews.
 */
export type ReviewEnd = 'silent' | 'failed' | 'refused' | 'stopped' | 'overtaken' | 'unchecked' | 'off'

/** What happens in a review of proven work. Czar adds a worker as the reviewer, and the id of this worker is also the id of the review. */
export type ReviewEvent =
  | {
      readonly kind: 'review.asked'
      /** The reviewer. It is a worker that is not in the project file, and its `reviews` is set. */
      readonly config: WorkerConfig
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      /** The assignment of the author, whose work is reviewed. */
      readonly assignment: AssignmentId
      readonly author: WorkerId
      /** The number of this review among all reviews of the assignment, counted from 1. */
      readonly round: number
      readonly verdict: 'advise' | 'gate'
    }
  /** Czar ran the commands that the reviewer gave as evidence. */
  | {
      readonly kind: 'review.finished'
      readonly worker: WorkerId
      readonly findings: readonly CheckedFinding[]
      /** The absolute path of the file with the whole output, or null if no command ran. */
      readonly log: string | null
      readonly durationMs: number
    }
  | { readonly kind: 'review.ended'; readonly worker: WorkerId; readonly because: ReviewEnd; readonly reason: string }
  /** The task goes back to its author, together with the faults that the review showed. */
  | {
      readonly kind: 'review.returned'
      readonly review: WorkerId
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      /** What the author is told, in whole sentences. */
      readonly reasons: readonly string[]
      readonly tail: string
      readonly log: string | null
    }
  /**
   * The author left a fault in the work that a review showed, so a person decides. accepted: the work counts as it is. sent_back: the
   * author gets the work back once more. `text` is what the person says to the author.
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
  /** The agent of the reviewer has ended, and its worktree is removed. */
  | { readonly kind: 'review.closed'; readonly worker: WorkerId }
