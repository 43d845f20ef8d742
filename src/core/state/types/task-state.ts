import type { EarlierWork } from '../../events/duplicate-event.ts'
import type { AttemptSize, TaskAttempt } from '../../events/proof/attempts-event.ts'
import type { PullRequest } from '../../events/pull-request.ts'
import type { StageFault } from '../../events/stages/stage-event.ts'
import type { StageTask } from '../../events/stages/stage-task.ts'
import type { CheckResult, LeftWork, ReturnHow, Verdict, VoidCause } from '../../events/work-event.ts'
import type { StatedFact } from '../../model/facts/repository-fact.ts'
import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../../model/ids.ts'
import type { BonusConfig, TaskText } from '../../model/project.ts'
import type { Advance } from './advance.ts'
import type { Handoff, LadderState } from './ladder-state.ts'

export interface TaskState {
  readonly id: TaskId
  /** The kind of the task. review: the task of a reviewer. It lasts as long as its review and is never verified. */
  readonly kind: 'primary' | 'bonus' | 'review'
  readonly text: TaskText
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly after: readonly TaskId[]
  readonly bonus: BonusConfig | null
  /** Which of several attempts the task is. It is absent if the task is not an attempt. */
  readonly attempt?: TaskAttempt
  /** How much the attempt's proven commit changes. It is absent until the attempt is proven. */
  readonly size?: AttemptSize
  /** The worker for which a person reserved this waiting bonus task. */
  readonly reservedFor: WorkerId | null
  /** Where the task came from. A task that a person added while czar ran stays, although it is not in the project file. */
  readonly origin: 'file' | 'person'
  /** Who dropped the task. If a person did, the project file cannot bring the task back. attempts: another attempt at the task won. */
  readonly droppedBy: 'file' | 'person' | 'attempts' | null
  /** How many assignments the task has had so far. This is also the number of the newest assignment and part of its id. */
  readonly given: number
  /** The workers that had the task before, and their unfinished work, the oldest first. */
  readonly earlier: readonly EarlierHolder[]
  /**
   * The phase of the task. stale: the task was verified, but something has changed that the proof does not cover, so czar checks it again.
   * candidate: the task is a proven attempt, and czar has not settled which attempt wins.
   */
  readonly state: 'waiting' | 'assigned' | 'candidate' | 'verified' | 'stale' | 'failed' | 'dropped'
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly verified: Proof | null
  /** The commit that was proven before a person started the task again. The new work starts there. */
  readonly from: CommitSha | null
  /** Why the proof of a stale task does not count, and since when. `errors` counts the rechecks since then that could not run. */
  readonly recheck: { readonly because: VoidCause; readonly reason: string; readonly at: number; readonly errors: number } | null
  /** How many times czar has checked the proof of the task again. */
  readonly rechecks: number
  readonly assignedAt: number | null
  readonly endedAt: number | null
  readonly attempts: number
  /** Why the task failed, or null if it has not failed. */
  readonly failure: string | null
  /** The worker's last claim for this task. The event with the number `seq` has the full text of it. */
  readonly result: ResultState | null
  /**
   * True if this stage was done before an earlier stage got its task back. A stage that is done again need not add commits. Absent means
   * false.
   */
  readonly isRenewed?: boolean
  /** How many times this stage sent the work of an earlier stage back, and the last fault. It is absent if it never did. */
  readonly sentBack?: { readonly times: number; readonly fault: StageFault }
  /** The tasks into which this stage (`owes: tasks`) divides the work of a later one. It is absent until this stage is proven. */
  readonly planned?: readonly StageTask[]
  /** The worker that got each of these tasks, by the task's id in the list. Absent means none. */
  readonly parts?: Readonly<Record<string, WorkerId>>
}

export interface ResultState {
  readonly seq: number
  readonly at: number
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The first line of the text that is not blank. */
  readonly title: string
}

export interface EarlierHolder {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly left: LeftWork | null
}

/** A proven commit, and what proves it. */
export interface Proof {
  readonly commit: CommitSha
  /** The newest commit of base that was in the tested tree. */
  readonly base: CommitSha | null
  readonly at: number
  readonly accept: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly flags: readonly string[]
  /**
   * The other tasks whose proven work is in this commit and was not in base. A task is left out if its work is inside the work of another
   * listed task. Absent means none.
   */
  readonly contains?: readonly TaskId[]
  /** The other task that did the work in this commit. It is absent if the work is the task's own. */
  readonly by?: EarlierWork
}

/** Which agent got the text of the task, and when. */
export interface Briefed {
  /** The incarnation (number) of the agent that got the task's present text, or 0 if none did. */
  readonly incarnation: number
  readonly at: number
  /** The incarnation of the agent that got an older text of the task, before the text was rewritten. */
  readonly rewrittenFor?: number
}

export interface AssignmentState {
  readonly id: AssignmentId
  readonly task: TaskId
  readonly worker: WorkerId
  readonly kind: 'primary' | 'bonus'
  /** The newest pull request that czar has seen for the branch of the assignment, or null if it has seen none. */
  readonly pullRequest: PullRequest | null
  /** The branch of the assignment. It is null if it is the branch of the worker's own task, as always in journals of earlier versions. */
  readonly branch: string | null
  /** The commit at which the branch starts. It is null until the branch is checked out in the worktree. */
  readonly fromSha: CommitSha | null
  readonly at: number
  readonly state: 'assigned' | 'delivered' | 'acknowledged' | 'claimed' | 'verifying' | 'rework' | 'verified' | 'failed'
  /** The message with the newest brief for the assignment, kept so that the worker can read it again. */
  readonly brief: MessageId | null
  readonly briefed: Briefed | null
  readonly acknowledged: { readonly text: string; readonly plan: readonly string[]; readonly at: number } | null
  readonly claimedAt: number | null
  /** The command that, according to the worker's claim, shows that an earlier stage is wrong. */
  readonly fails?: string | null
  /** The fault that this stage showed and for which the earlier stage does not have its task back yet. */
  readonly fault?: StageFault | null
  /** How many claims of the worker were rejected. */
  readonly rejections: number
  /** The last few rejected claims, the oldest first. */
  readonly rejected: readonly RejectedClaim[]
  /** How many claims had been rejected when the worker was last told of a rejection. */
  readonly toldRejections: number
  /** How many checks since the last result could not run. */
  readonly errors: number
  readonly lastVerdict: LastVerdict | null
  /** The last time that czar checked commits that the worker had not claimed as done, or null if it never did. */
  readonly presumed: Presumption | null
  /** Why the worker refused the task, or null if it did not. */
  readonly refusal: string | null
  /** Why the assignment ended without a proof. It is null if the assignment is open, or ended with a proof. */
  readonly ended: ReturnHow | 'failed' | 'dropped' | null
  readonly ladder: LadderState
  readonly advance: Advance
  /** The keys of the hints that the worker got between its turns, so that it gets no hint twice. */
  readonly advised: readonly string[]
  /** The newest notes that an agent wrote for the agent that replaces it. */
  readonly handoff: Handoff | null
  /** The repository facts that the worker stated, the oldest first. Absent means none. */
  readonly facts?: readonly StatedFact[]
  /** Who began the assignment, and what its worker had used until then. Snapshots of earlier versions do not have these three fields. */
  readonly began?: AssignmentStart
  /** When the assignment ended, or null if its worker has it again. */
  readonly endedAt?: number | null
  /** How many claims were checked to an end, and how the check of the first one ended. Absent means none. */
  readonly judged?: { readonly claims: number; readonly first: 'verified' | 'rejected' }
}

/** The worker's settings when it got an assignment, and what all its agents together had used by then. */
export interface AssignmentStart {
  readonly agent: string
  readonly model: string | null
  readonly role: string | null
  readonly usd: number | null
  readonly tokens: number | null
  readonly ranMs: number
}

export interface Presumption {
  readonly head: CommitSha | null
  /**
   * The state in which the assignment goes on if the checks do not pass. It is null if the check is over, or if the worker has claimed the
   * commits meanwhile.
   */
  readonly resumes: AssignmentState['state'] | null
  /** Why the checks did not pass. The list is empty if there is no result yet. */
  readonly reasons: readonly string[]
}

export interface RejectedClaim {
  readonly reasons: readonly string[]
  /** The last error in the output of the failed command, or null if czar found none. */
  readonly error: string | null
  /** How many commits the worker's branch had at that time, or null if that is unknown. */
  readonly commits: number | null
}

export interface LastVerdict {
  readonly at: number
  readonly verdict: Verdict
  readonly commit: CommitSha | null
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  /** Signs that the proof may be weaker than it looks. */
  readonly flags: readonly string[]
  readonly log: string | null
  readonly tail: string
}
