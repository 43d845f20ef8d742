import type { DuplicateFact, DuplicateVerdict, EarlierWork } from '../../events/duplicate-event.ts'
import type { CheckResult } from '../../events/work-event.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

/** A task whose work is the same as earlier work, at least in part. */
export interface DuplicateState {
  readonly task: TaskId
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The head of the task's branch when the duplicate was found. */
  readonly commit: CommitSha
  readonly isUncommitted?: true
  readonly earlier: EarlierWork
  readonly facts: readonly DuplicateFact[]
  readonly at: number
  /** The last run of the task's accept commands on the earlier work; null: there was none yet. */
  readonly tried: DuplicateTrial | null
  /** The number of those runs. */
  readonly tries: number
  /** Whether the earlier work has proved the task. */
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
