import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from './ids.ts'
import type { BonusConfig, TaskText } from './project.ts'
import type { CheckResult, Verdict } from './work-event.ts'

export interface TaskState {
  readonly id: TaskId
  readonly kind: 'primary' | 'bonus'
  readonly text: TaskText
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly after: readonly TaskId[]
  readonly bonus: BonusConfig | null
  /** The worker that a waiting bonus task is kept for, because a person said so. */
  readonly reservedFor: WorkerId | null
  readonly state: 'waiting' | 'assigned' | 'verified' | 'failed' | 'dropped'
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly verified: { readonly commit: CommitSha; readonly base: CommitSha | null; readonly at: number } | null
  readonly assignedAt: number | null
  readonly endedAt: number | null
  readonly attempts: number
  /** Why it failed, when it did. */
  readonly failure: string | null
}

export interface AssignmentState {
  readonly id: AssignmentId
  readonly task: TaskId
  readonly worker: WorkerId
  readonly kind: 'primary' | 'bonus'
  readonly fromSha: CommitSha
  readonly at: number
  readonly state: 'assigned' | 'delivered' | 'acknowledged' | 'claimed' | 'verifying' | 'rework' | 'verified' | 'failed'
  /** The newest brief of it: its text is kept where the worker can read it again. */
  readonly brief: MessageId | null
  /** The incarnation that holds the brief, and since when. */
  readonly briefed: { readonly incarnation: number; readonly at: number } | null
  readonly acknowledged: { readonly text: string; readonly plan: readonly string[]; readonly at: number } | null
  readonly claimedAt: number | null
  /** Claims that were rejected. */
  readonly rejections: number
  /** `rejections` when the worker was last told of one. */
  readonly toldRejections: number
  /** Checks that could not be carried out, since the last verdict. */
  readonly errors: number
  readonly lastVerdict: LastVerdict | null
  readonly asked: { readonly acknowledge: number; readonly silence: number; readonly lastAt: number }
}

export interface LastVerdict {
  readonly at: number
  readonly verdict: Verdict
  readonly commit: CommitSha | null
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  /** What may make the proof weaker than it looks. */
  readonly flags: readonly string[]
  readonly log: string | null
  readonly tail: string
}
