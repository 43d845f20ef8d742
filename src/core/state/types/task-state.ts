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
  /** The worker that a person reserved this waiting bonus task for. */
  readonly reservedFor: WorkerId | null
  /** Where the task came from. A task that a person added at run time stays, although the project file lacks it. */
  readonly origin: 'file' | 'person'
  /** Who dropped the task. The project file cannot bring back a task that a person dropped. */
  readonly droppedBy: 'file' | 'person' | null
  /** Number of the task's assignments so far. It is also the number of the newest lease, and part of the assignment's id. */
  readonly given: number
  /** Workers that had the task before, and their unfinished work, oldest first. */
  readonly earlier: readonly EarlierHolder[]
  /** stale: the task was verified, but its proof does not fit the present state. The czar rechecks it by itself. */
  readonly state: 'waiting' | 'assigned' | 'verified' | 'stale' | 'failed' | 'dropped'
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly verified: Proof | null
  /** The commit that was proven before a person restarted the task. New work starts there. */
  readonly from: CommitSha | null
  /** Why the proof of a stale task is void, and since when. */
  readonly recheck: { readonly because: VoidCause; readonly reason: string; readonly at: number; readonly errors: number } | null
  /** How many times the task's proof was rechecked. */
  readonly rechecks: number
  readonly assignedAt: number | null
  readonly endedAt: number | null
  readonly attempts: number
  /** Why the task failed; null: it has not failed. */
  readonly failure: string | null
  /** The task's last claim in the worker's words. The event `seq` holds the full text. */
  readonly result: ResultState | null
}

export interface ResultState {
  readonly seq: number
  readonly at: number
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The first line that is not blank. */
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
  /** The newest commit of base that the tested tree contained. */
  readonly base: CommitSha | null
  readonly at: number
  readonly accept: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly flags: readonly string[]
  /**
   * Other tasks whose proven work this commit contains, and base did not. A task that another listed task contains is
   * left out. Absent: none.
   */
  readonly contains?: readonly TaskId[]
  /** The other task whose work this commit is; absent: the commit is the task's own work. */
  readonly by?: EarlierWork
}

/** Which agent got the task's text, and when. */
export interface Briefed {
  /** The agent that got the present text of the task; 0: none. */
  readonly incarnation: number
  readonly at: number
  /** The agent that got the task's text before the text was rewritten. */
  readonly rewrittenFor?: number
}

export interface AssignmentState {
  readonly id: AssignmentId
  readonly task: TaskId
  readonly worker: WorkerId
  readonly kind: 'primary' | 'bonus'
  /** The newest pull request seen for the assignment's branch; null: none. */
  readonly pullRequest: PullRequest | null
  /** The assignment's branch; null: the branch of the worker's own task, as always in journals of earlier versions. */
  readonly branch: string | null
  /** The commit at which the branch starts; null: unknown until the worktree is on the branch. */
  readonly fromSha: CommitSha | null
  readonly at: number
  readonly state: 'assigned' | 'delivered' | 'acknowledged' | 'claimed' | 'verifying' | 'rework' | 'verified' | 'failed'
  /** The assignment's newest brief, kept so that the worker can read it again. */
  readonly brief: MessageId | null
  readonly briefed: Briefed | null
  readonly acknowledged: { readonly text: string; readonly plan: readonly string[]; readonly at: number } | null
  readonly claimedAt: number | null
  /** Number of rejected claims. */
  readonly rejections: number
  /** The last few rejected claims, oldest first. */
  readonly rejected: readonly RejectedClaim[]
  /** The number of rejections when the worker was last told of one. */
  readonly toldRejections: number
  /** The number of checks since the last verdict that could not run. */
  readonly errors: number
  readonly lastVerdict: LastVerdict | null
  /** The last check of commits that were not claimed; null: never. */
  readonly presumed: Presumption | null
  /** Why the worker refused the task; null: it did not. */
  readonly refusal: string | null
  /** Why the assignment ended without a proof; null: it has not ended in this way. */
  readonly ended: ReturnHow | 'failed' | 'dropped' | null
  readonly ladder: LadderState
  readonly advance: Advance
  /** Keys of the hints that the worker got between its turns. */
  readonly advised: readonly string[]
  /** The newest notes of an agent for its successor. */
  readonly handoff: Handoff | null
}

export interface Presumption {
  readonly head: CommitSha | null
  /**
   * The state to which the assignment returns if the checks do not pass; null: the check is over, or the worker has
   * claimed the commits.
   */
  readonly resumes: AssignmentState['state'] | null
  /** Why the checks did not pass; empty: there is no result yet. */
  readonly reasons: readonly string[]
}

export interface RejectedClaim {
  readonly reasons: readonly string[]
  /** The last error in the failed command's output; null: none found. */
  readonly error: string | null
  /** Number of commits on the worker's branch at that time; null: unknown. */
  readonly commits: number | null
}

export interface LastVerdict {
  readonly at: number
  readonly verdict: Verdict
  readonly commit: CommitSha | null
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  /** Findings that may make the proof weaker than it looks. */
  readonly flags: readonly string[]
  readonly log: string | null
  readonly tail: string
}
