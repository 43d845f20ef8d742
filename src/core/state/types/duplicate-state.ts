import type { DuplicateFact, DuplicateVerdict, EarlierWork } from '../../events/duplicate-event.ts'
import type { CheckResult } from '../../events/work-event.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

/** A task whose work is the same as earlier work, at least in part. */
export interface DuplicateState {
  readonly task: TaskId
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The last commit of the task's branch when czar found the duplicate. */
  readonly commit: CommitSha
  readonly isUncommitted?: true
  readonly earlier: EarlierWork
  readonly facts: readonly DuplicateFact[]
  readonly at: number
  /** The last result of the task's accept commands on the earlier work, or null if czar has not run them there yet. */
  readonly tried: DuplicateTrial | null
  /** How many times czar has run the accept commands on the earlier work. */
  readonly tries: number
  /** Whether the earlier work proves this task, so that the task's own work is not needed. */
  readonly isProof: boolean
}

export interface DuplicateTrial {
  readonly commit: CommitSha
  readonly verdict: DuplicateVerdict
  readonly reason: string
  readonly checks: readonly CheckResult[]
  readonly log: string
  readonly tail: string
  readonly at: number
}
