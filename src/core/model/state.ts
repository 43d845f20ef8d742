import type { ExitHow, Strength, TurnState, WaitingFor } from './agent-event.ts'
import type { Health } from './event.ts'
import type { AssignmentId, CommitSha, EffectId, MessageId, PaneId, ServerId, SessionId, TaskId, WorkerId } from './ids.ts'
import type { BonusConfig, Project, TaskText, WorkerConfig } from './project.ts'
import type { CheckResult, HeldBy, MessageKind, Verdict } from './work-event.ts'
import type { GitActivity } from './worktree-event.ts'

/** The fold of the journal. Plain JSON; nothing else holds state worth keeping. Times are ms since the epoch. */
export interface State {
  readonly seq: number
  readonly at: number
  readonly project: Project | null
  readonly czar: CzarState
  /** When the project was launched for the first time; null: not yet. */
  readonly launchedAt: number | null
  readonly workers: Readonly<Record<string, WorkerState>>
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly assignments: Readonly<Record<string, AssignmentState>>
  /** Texts that are not yet settled: queued, or being delivered. Oldest first. */
  readonly messages: readonly MessageState[]
  /** Intents without an end, of this czar. */
  readonly effects: Readonly<Record<string, OpenEffect>>
  /** How often an effect failed, so that retries are bounded. */
  readonly failures: Readonly<Record<string, Failure>>
  readonly attention: Readonly<Record<string, AttentionItem>>
  /** How the project ended; null: it has not, or was launched again. */
  readonly finish: Finish | null
  /** Why the remote can not be fetched, when it can not. */
  readonly unreachable: string | null
  readonly counters: { readonly assignments: number; readonly messages: number }
}

export interface CzarState {
  readonly phase: 'new' | 'supervising' | 'stopping' | 'stopped' | 'finished'
  readonly epoch: number
  readonly pid: number
  readonly startedAt: number
}

export interface WorkerState {
  readonly id: WorkerId
  readonly config: WorkerConfig
  readonly worktree: WorktreeState | null
  /** Why the worktree can no longer be read, when it can not. */
  readonly missing: string | null
  readonly agent: AgentState | null
  /** The last incarnation that was started. */
  readonly incarnation: number
  /** Times of exits that nobody asked for, newest last, at most 20. */
  readonly exits: readonly number[]
  /** The agent's own session id, for resuming. */
  readonly agentSession: string | null
  readonly git: GitActivity | null
  readonly gitAt: number
  readonly assignment: AssignmentId | null
  /** The last entry of its report file that was taken. */
  readonly reportSeq: number
  readonly lastReportAt: number
  /** Reports that could not be read, and how many of them the worker was told of. */
  readonly refusals: { readonly count: number; readonly told: number; readonly reason: string }
  readonly progress: { readonly done: number | null; readonly total: number | null; readonly now: string } | null
  /** An open question of the worker, and when it was asked. */
  readonly question: { readonly text: string; readonly at: number } | null
  /** Dependencies whose verified commit this worker was told of or started with. */
  readonly told: readonly WorkerId[]
  /** Bonus tasks it was given and did not get verified: not offered again. */
  readonly tried: readonly TaskId[]
  readonly stopped: 'person' | 'closed' | null
  /** A person keeps the czar's hands off it. */
  readonly paused: boolean
  /** When that ended the last time; 0: it never was so. */
  readonly resumedAt: number
  /** The incarnation that a person wants replaced by a fresh one. */
  readonly replace: number | null
  readonly health: { readonly health: Health; readonly since: number; readonly reason: string; readonly evidence: readonly string[] }
}

export interface WorktreeState {
  readonly path: string
  readonly branch: string
  readonly startSha: CommitSha
  readonly includes: readonly CommitSha[]
}

export interface AgentState {
  readonly incarnation: number
  readonly server: ServerId
  readonly session: SessionId
  readonly pane: PaneId
  readonly pid: number
  readonly pidStart: string | null
  readonly startedAt: number
  readonly readyAt: number | null
  readonly turn: TurnState | null
  readonly turnAt: number
  readonly turnStrength: Strength | null
  readonly waitingFor: WaitingFor | null
  readonly waitingText: string | null
  /** Hashes of texts that were pasted into it and whose receipt has not come, by message. */
  readonly outstanding: Readonly<Record<string, string>>
  /** Last time anything new came: output, turn, report, commit. */
  readonly noveltyAt: number
  readonly dialog: {
    readonly text: string
    readonly keys: readonly string[] | null
    readonly at: number
    readonly seen: number
    readonly answeredAt: number | null
  } | null
  readonly exit: {
    readonly at: number
    readonly how: ExitHow
    readonly status: number | null
    readonly signal: string | null
    readonly lastScreen: string
  } | null
}

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
  readonly log: string | null
  readonly tail: string
}

export interface MessageState {
  readonly id: MessageId
  readonly kind: MessageKind
  readonly worker: WorkerId
  readonly assignment: AssignmentId | null
  readonly facts: Readonly<Record<string, string>>
  readonly at: number
  readonly tries: number
  readonly lastTryAt: number
  /** The incarnation it was pasted into, when known. */
  readonly pastedTo: number | null
  /** The incarnation into which an earlier czar meant to paste it, with no end on record: evidence first. */
  readonly interruptedIn: number | null
  /** A person is at the pane of this incarnation: what they do there, and since when the text waits for them. */
  readonly held: { readonly incarnation: number; readonly by: HeldBy; readonly chars: number | null; readonly since: number } | null
}

export interface OpenEffect {
  readonly id: EffectId
  readonly action: string
  readonly worker: WorkerId | null
  readonly at: number
}

export interface Failure {
  readonly worker: WorkerId | null
  readonly count: number
  readonly at: number
  readonly reason: string
}

export interface AttentionItem {
  readonly key: string
  readonly worker: WorkerId | null
  readonly text: string
  readonly hint: string | null
  readonly at: number
  /** The event that put it to people, and its time: the same while only numbers in its words change. */
  readonly raised: { readonly seq: number; readonly at: number }
  /** Names of the alerts by which this raising was told. */
  readonly told: readonly string[]
  /** Settled items stay, so that the same matter is not raised twice without news. */
  readonly settledAt: number | null
}

export interface Finish {
  /** The event that said so. */
  readonly seq: number
  readonly at: number
  readonly verified: number
  readonly failed: number
  /** Names of the alerts by which it was told. */
  readonly told: readonly string[]
}
