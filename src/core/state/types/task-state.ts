import type { PullRequest } from '../../events/pull-request.ts'
import type { CheckResult, LeftWork, ReturnHow, Verdict, VoidCause } from '../../events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../../model/ids.ts'
import type { BonusConfig, TaskText } from '../../model/project.ts'
import type { Advance } from './advance.ts'
import type { Handoff, LadderState } from './ladder-state.ts'

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
  /** Where it comes from: a task that a person added while the czar ran is kept though the project file has none of that id. */
  readonly origin: 'file' | 'person'
  /** Who took it out, when it is dropped: what a person dropped is not brought back by the file. */
  readonly droppedBy: 'file' | 'person' | null
  /** How often it was given out: the epoch of its newest lease, and the number in its assignment's id. */
  readonly given: number
  /** What those who gave it back had done of it, oldest first. */
  readonly earlier: readonly EarlierHolder[]
  /** stale: it was verified, and what was proven is no longer what is there; the czar checks it again by itself. */
  readonly state: 'waiting' | 'assigned' | 'verified' | 'stale' | 'failed' | 'dropped'
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly verified: Proof | null
  /** What was proven of it before a person had it begun anew: work on it starts there. */
  readonly from: CommitSha | null
  /** Why its proof is void, and since when, while it is stale. */
  readonly recheck: { readonly because: VoidCause; readonly reason: string; readonly at: number; readonly errors: number } | null
  /** How often its proof was void and made anew. */
  readonly rechecks: number
  readonly assignedAt: number | null
  readonly endedAt: number | null
  readonly attempts: number
  /** Why it failed, when it did. */
  readonly failure: string | null
  /** The last claim of it, in its worker's words; the event of that number holds them whole. */
  readonly result: ResultState | null
}

export interface ResultState {
  readonly seq: number
  readonly at: number
  readonly worker: WorkerId
  readonly assignment: AssignmentId
  /** The first line with words. */
  readonly title: string
}

export interface EarlierHolder {
  readonly worker: WorkerId
  readonly how: ReturnHow
  readonly left: LeftWork | null
}

/** What was proven, and by what. */
export interface Proof {
  readonly commit: CommitSha
  /** The newest commit of base that was in what was tested. */
  readonly base: CommitSha | null
  readonly at: number
  readonly accept: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly flags: readonly string[]
}

/** Who was given a task's text, and when. */
export interface Briefed {
  /** The agent that has the task's text; 0: none has it as it is now. */
  readonly incarnation: number
  readonly at: number
  /** The agent that had it before it was rewritten. */
  readonly rewrittenFor?: number
}

export interface AssignmentState {
  readonly id: AssignmentId
  readonly task: TaskId
  readonly worker: WorkerId
  readonly kind: 'primary' | 'bonus'
  /** Of a branch of its own: the newest that was seen; null: none. */
  readonly pullRequest: PullRequest | null
  /** The branch it is done on; null: that of the worker's own task. Journals of earlier versions name no other. */
  readonly branch: string | null
  /** Where its branch begins; null: not known, for the worktree is not on that branch yet. */
  readonly fromSha: CommitSha | null
  readonly at: number
  readonly state: 'assigned' | 'delivered' | 'acknowledged' | 'claimed' | 'verifying' | 'rework' | 'verified' | 'failed'
  /** The newest brief of it: its text is kept where the worker can read it again. */
  readonly brief: MessageId | null
  readonly briefed: Briefed | null
  readonly acknowledged: { readonly text: string; readonly plan: readonly string[]; readonly at: number } | null
  readonly claimedAt: number | null
  /** Claims that were rejected. */
  readonly rejections: number
  /** Each of them, oldest first, the last few. */
  readonly rejected: readonly RejectedClaim[]
  /** `rejections` when the worker was last told of one. */
  readonly toldRejections: number
  /** Checks that could not be carried out, since the last verdict. */
  readonly errors: number
  readonly lastVerdict: LastVerdict | null
  /** The last time that its commits were checked though nobody claimed them; null: never. */
  readonly presumed: Presumption | null
  /** The worker's own reason not to do it; null: it did not refuse. */
  readonly refusal: string | null
  /** Why it ended without a proof, once it has. */
  readonly ended: ReturnHow | 'failed' | 'dropped' | null
  readonly ladder: LadderState
  readonly advance: Advance
  /** What it was advised of between its turns, by matter. */
  readonly advised: readonly string[]
  /** The newest that an agent wrote for the one after it. */
  readonly handoff: Handoff | null
}

export interface Presumption {
  readonly head: CommitSha | null
  /** What the assignment goes on as when they do not pass; null: the check is over, or the worker claims them meanwhile. */
  readonly resumes: AssignmentState['state'] | null
  /** Why they did not pass; empty: not known yet. */
  readonly reasons: readonly string[]
}

export interface RejectedClaim {
  readonly reasons: readonly string[]
  /** The error that the failed command ended with; null: none was seen. */
  readonly error: string | null
  /** Commits of the worker's branch then; null: not known. */
  readonly commits: number | null
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
