import type { EarlierWork } from '../../events/duplicate-event.ts'
import type { PullRequest } from '../../events/pull-request.ts'
import type { CheckResult, LeftWork, ReturnHow, Verdict, VoidCause } from '../../events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../../model/ids.ts'
import type { BonusConfig, TaskText } from '../../model/project.ts'
import type { Advance } from './advance.ts'
import type { Handoff, LadderState } from './ladder-state.ts'

export interface TaskState {
  readonly id: TaskId
  /** review: a reviewer's task; it lasts as long as its review and is never verified. */
  readonly kind: 'primary' | 'bonus' | 'review'
  readonly text: TaskText
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly after: readonly TaskId[]
  readonly bonus: BonusConfig | null
  /** The worker for which a person reserved this waiting bonus task. */
  readonly reservedFor: WorkerId | null
  /** Its source: a task that a person added at run time stays, although the project file lacks it. */
  readonly origin: 'file' | 'person'
  /** Who dropped it: the project file cannot restore a task that a person dropped. */
  readonly droppedBy: 'file' | 'person' | null
  /** Number of assignments so far: the epoch of its newest lease and the number in its assignment's id. */
  readonly given: number
  /** Earlier holders and their partial work, oldest first. */
  readonly earlier: readonly EarlierHolder[]
  /** stale: verified, but the proof does not match the current state; the czar rechecks it automatically. */
  readonly state: 'waiting' | 'assigned' | 'verified' | 'stale' | 'failed' | 'dropped'
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly verified: Proof | null
  /** The proven commit before a person restarted the task; new work starts there. */
  readonly from: CommitSha | null
  /** While stale: why and since when its proof is void. */
  readonly recheck: { readonly because: VoidCause; readonly reason: string; readonly at: number; readonly errors: number } | null
  /** Number of rechecks of its proof. */
  readonly rechecks: number
  readonly assignedAt: number | null
  readonly endedAt: number | null
  readonly attempts: number
  /** Why it failed; null: it has not. */
  readonly failure: string | null
  /** Its last claim in the worker's words; the event `seq` holds the full text. */
  readonly result: ResultState | null
}

export interface ResultState {
  readonly seq: number
  readonly at: number
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The first non-blank line. */
  readonly title: string
}

export interface EarlierHolder {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly left: LeftWork | null
}

/** A proven commit and its evidence. */
export interface Proof {
  readonly commit: CommitSha
  /** The newest commit of base in the tested tree. */
  readonly base: CommitSha | null
  readonly at: number
  readonly accept: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly flags: readonly string[]
  /** Other tasks whose proven work the commit contains and base lacked, without those that one of them contains; absent: none. */
  readonly contains?: readonly TaskId[]
  /** The work of another task that this commit is of; absent: the task's own. */
  readonly by?: EarlierWork
}

/** Which agent received the task's text, and when. */
export interface Briefed {
  /** The agent that has the current task text; 0: none. */
  readonly incarnation: number
  readonly at: number
  /** The agent that had the text before it was rewritten. */
  readonly rewrittenFor?: number
}

export interface AssignmentState {
  readonly id: AssignmentId
  readonly task: TaskId
  readonly worker: WorkerId
  readonly kind: 'primary' | 'bonus'
  /** The newest pull request seen for its own branch; null: none. */
  readonly pullRequest: PullRequest | null
  /** Its branch; null: that of the worker's own task, as always in journals of earlier versions. */
  readonly branch: string | null
  /** Start of its branch; null: unknown until the worktree is on that branch. */
  readonly fromSha: CommitSha | null
  readonly at: number
  readonly state: 'assigned' | 'delivered' | 'acknowledged' | 'claimed' | 'verifying' | 'rework' | 'verified' | 'failed'
  /** Its newest brief, kept for the worker to reread. */
  readonly brief: MessageId | null
  readonly briefed: Briefed | null
  readonly acknowledged: { readonly text: string; readonly plan: readonly string[]; readonly at: number } | null
  readonly claimedAt: number | null
  /** Number of rejected claims. */
  readonly rejections: number
  /** The last few rejected claims, oldest first. */
  readonly rejected: readonly RejectedClaim[]
  /** Value of `rejections` at the last notice to the worker. */
  readonly toldRejections: number
  /** Checks that could not run since the last verdict. */
  readonly errors: number
  readonly lastVerdict: LastVerdict | null
  /** The last check of its unclaimed commits; null: never. */
  readonly presumed: Presumption | null
  /** The worker's reason for refusing it; null: it did not refuse. */
  readonly refusal: string | null
  /** Why it ended without a proof; null: it has not. */
  readonly ended: ReturnHow | 'failed' | 'dropped' | null
  readonly ladder: LadderState
  readonly advance: Advance
  /** Matters of the advice sent between its turns. */
  readonly advised: readonly string[]
  /** The newest notes of an agent for its replacement. */
  readonly handoff: Handoff | null
}

export interface Presumption {
  readonly head: CommitSha | null
  /** State to return to if they do not pass; null: the check is over, or the worker has claimed them. */
  readonly resumes: AssignmentState['state'] | null
  /** Why they did not pass; empty: no result yet. */
  readonly reasons: readonly string[]
}

export interface RejectedClaim {
  readonly reasons: readonly string[]
  /** The failed command's final error; null: none found. */
  readonly error: string | null
  /** Commits of the worker's branch at that time; null: unknown. */
  readonly commits: number | null
}

export interface LastVerdict {
  readonly at: number
  readonly verdict: Verdict
  readonly commit: CommitSha | null
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  /** Possible weaknesses of the proof. */
  readonly flags: readonly string[]
  readonly log: string | null
  readonly tail: string
}
