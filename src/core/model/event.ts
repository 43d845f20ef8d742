import type { AssignmentId, CommitSha, EffectId, MessageId, PaneId, ServerId, SessionId, TaskId, WorkerId } from './ids.ts'
import type { Project } from './project.ts'
import type { Report } from './report.ts'

/**
 * Everything that happens. Adapters, workers, people and the clock turn into these; they are appended to the
 * journal before anything reacts to them, and state is their fold. Plain JSON; times are ms since the epoch.
 */
export type Event =
  | CzarEvent
  | WorktreeEvent
  | AgentEvent
  | GitEvent
  | AssignmentEvent
  | MessageEvent
  | VerificationEvent
  | PersonEvent
  | AttentionEvent
  | EffectEvent

/** An event as the journal holds it. `seq` counts up from 1 without gaps. */
export type Journaled<E = Event> = E & { readonly seq: number; readonly at: number }

/** Of what kind the evidence is: exact (hook, exit code, status file, ref) or inferred (screen, silence). */
export type Strength = 'exact' | 'inferred'

type CzarEvent =
  | { readonly kind: 'czar.started'; readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  | { readonly kind: 'czar.stopped'; readonly reason: string }
  /** It went and left the agents running: a later czar goes on where it stopped. */
  | { readonly kind: 'czar.let_go'; readonly reason: string }
  | { readonly kind: 'project.loaded'; readonly project: Project }
  | { readonly kind: 'project.finished'; readonly verified: number; readonly failed: number }

type WorktreeEvent = {
  readonly kind: 'worktree.ready'
  readonly worker: WorkerId
  readonly path: string
  readonly branch: string
  /** The commit the branch started from at launch: activity is counted from here. */
  readonly startSha: CommitSha
  /** Verified work of dependencies that `startSha` already contains. */
  readonly includes: readonly CommitSha[]
}

export type TurnState = 'busy' | 'idle' | 'waiting'
export type WaitingFor = 'permission' | 'answer' | 'dialog'
/** not_ready and undelivered count like a crash: they lead to a fresh start, and too many of them to attention. */
export type EndReason = 'finished' | 'stopped' | 'restart' | 'not_ready' | 'undelivered'
export type ExitHow = 'exited' | 'session-closed' | 'server-lost' | 'gone'

/** `incarnation` counts the agent's starts in one seat from 1; late signals of an older one are ignored. */
type AgentEvent =
  | {
      readonly kind: 'agent.started'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly server: ServerId
      readonly session: SessionId
      readonly pane: PaneId
      /** pid of the pane's program (the wrapper) and its start time (/proc stat field 22, or null elsewhere). */
      readonly pid: number
      readonly pidStart: string | null
      /** The agent's own session id that it was asked to resume, or null for a fresh one. */
      readonly resumed: string | null
    }
  | {
      readonly kind: 'agent.ready'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly evidence: string
      readonly strength: Strength
    }
  | {
      readonly kind: 'agent.dialog'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly text: string
      /** Keys that answer it, from the profile's table; null: a screen that nobody knows. */
      readonly keys: readonly string[] | null
    }
  | {
      readonly kind: 'agent.turn'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly turn: TurnState
      readonly waitingFor: WaitingFor | null
      readonly evidence: string
      readonly strength: Strength
      /** What is asked, when waiting; shortened, control characters removed. */
      readonly text: string | null
    }
  | { readonly kind: 'agent.dialog_answered'; readonly worker: WorkerId; readonly incarnation: number }
  | { readonly kind: 'agent.session'; readonly worker: WorkerId; readonly incarnation: number; readonly agentSession: string }
  | { readonly kind: 'agent.novelty'; readonly worker: WorkerId; readonly incarnation: number }
  | {
      readonly kind: 'agent.exited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly how: ExitHow
      readonly status: number | null
      readonly signal: string | null
      /** Last lines of the screen, control characters removed; at most 2,000 characters. */
      readonly lastScreen: string
    }
  /** The czar ended the session itself (work finished, stop, restart). */
  | { readonly kind: 'agent.ended'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }

export interface GitActivity {
  /** Branch checked out in the worktree now; null when HEAD is detached. */
  readonly branch: string | null
  readonly head: CommitSha
  /** Commits on HEAD beyond the start of this launch / beyond base; commits of base that HEAD lacks. */
  readonly commitsSinceStart: number
  readonly ahead: number
  readonly behind: number
  /** Paths changed between the start commit and the working tree, committed or not; at most 500, sorted. */
  readonly files: readonly string[]
  /** Number of paths with uncommitted changes, untracked ones included. */
  readonly dirty: number
  /** Tree of the whole working state (staged, unstaged, untracked), made with a temporary index. */
  readonly tree: string
  readonly lastCommit: { readonly sha: CommitSha; readonly subject: string; readonly at: number } | null
  /** Against the remote's branch of the same name: commits not pushed / not pulled; null without one. */
  readonly unpushed: number | null
  readonly unpulled: number | null
}

type GitEvent =
  | { readonly kind: 'git.observed'; readonly worker: WorkerId; readonly activity: GitActivity }
  | { readonly kind: 'git.missing'; readonly worker: WorkerId; readonly reason: string }
  /** The remote can no longer be fetched, and why, or can be again (null). */
  | { readonly kind: 'git.fetched'; readonly problem: string | null }

export type AssignmentKind = 'primary' | 'bonus'

type AssignmentEvent =
  | {
      readonly kind: 'assignment.created'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly task: TaskId
      readonly assignmentKind: AssignmentKind
      /** HEAD of the worktree when it was given: a claim needs commits beyond it. */
      readonly fromSha: CommitSha
    }
  | { readonly kind: 'assignment.failed'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly reason: string }
  /** A bonus task whose worker was stopped: it is for the others again, and what was done of it stays on the branch. */
  | { readonly kind: 'assignment.returned'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly reason: string }
  /** A task that could not even be begun (no worktree, no agent). */
  | { readonly kind: 'task.failed'; readonly task: TaskId; readonly reason: string }
  | { readonly kind: 'report.received'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'report.refused'; readonly worker: WorkerId; readonly reason: string }

/**
 * Why a text is pasted. brief: the whole task, also again for a fresh agent; rework: a rejected claim with the
 * log's tail; nudge: a question about silence; restate: no or a wrong acknowledgement; unblock: a dependency
 * is verified; notice: the czar's word on a broken report and the like; tell: a person's own words.
 */
export type MessageKind = 'brief' | 'rework' | 'nudge' | 'restate' | 'unblock' | 'notice' | 'tell'

/** What a person does in a pane that a text is meant for: types, reads what is above, or left something typed but not sent. */
export type HeldBy = 'typing' | 'scrolling' | 'draft'

type MessageEvent =
  | {
      readonly kind: 'message.queued'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly messageKind: MessageKind
      readonly assignment: AssignmentId | null
      /** Facts that the text is rendered from, besides the state; for tell the text itself. */
      readonly facts: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'message.pasted'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly sha256: string
      readonly chars: number
      readonly stripped: readonly string[]
    }
  | {
      readonly kind: 'message.submitted'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly receipt: string
      readonly strength: Strength
      readonly enters: number
    }
  | {
      readonly kind: 'message.undelivered'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly reason: string
      /** true: nothing of it is in the agent, so it may be pasted again; false: unknown or partly there. */
      readonly mayRetry: boolean
    }
  /** A person is at the pane, so the text waits for as long as that takes: no try has failed. */
  | {
      readonly kind: 'message.held'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly by: HeldBy
      /** Of the draft, as far as the screen shows it; null: not known, or no draft. */
      readonly chars: number | null
    }
  /** The person is through: nobody types, and the composer holds nothing of theirs. */
  | { readonly kind: 'message.freed'; readonly worker: WorkerId; readonly message: MessageId; readonly incarnation: number }
  | { readonly kind: 'message.dropped'; readonly message: MessageId; readonly reason: string }

/** void: the branch moved while it was checked, so nothing was said of it; error: it could not be checked. */
export type Verdict = 'verified' | 'rejected' | 'void' | 'error'

export interface CheckResult {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'flaky'
  readonly exitCode: number | null
  readonly durationMs: number
}

type VerificationEvent =
  | { readonly kind: 'verification.started'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly commit: CommitSha }
  | {
      readonly kind: 'verification.finished'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** What was checked; null when there was nothing to check. */
      readonly commit: CommitSha | null
      readonly base: CommitSha | null
      readonly verdict: Verdict
      readonly reasons: readonly string[]
      readonly checks: readonly CheckResult[]
      /** Absolute path of the whole output, and its last 80 lines. */
      readonly log: string | null
      readonly tail: string
      readonly durationMs: number
    }

type PersonEvent =
  | { readonly kind: 'person.told'; readonly worker: WorkerId; readonly text: string }
  /** Somebody sent the agent a text of their own in its pane while a question of it was open. */
  | { readonly kind: 'person.answered'; readonly worker: WorkerId; readonly incarnation: number; readonly evidence: string }
  | { readonly kind: 'person.verify'; readonly worker: WorkerId }
  | { readonly kind: 'person.stop'; readonly worker: WorkerId | null }
  | { readonly kind: 'person.restart'; readonly worker: WorkerId }

type AttentionEvent =
  | {
      readonly kind: 'attention.raised'
      readonly key: string
      readonly worker: WorkerId | null
      readonly text: string
      readonly hint: string | null
    }
  | { readonly kind: 'attention.settled'; readonly key: string; readonly reason: string }
  | {
      readonly kind: 'health.changed'
      readonly worker: WorkerId
      readonly health: Health
      readonly reason: string
      readonly evidence: readonly string[]
    }

/** The journal's own account of the hands: an intent stands before each effect, its end after it. */
type EffectEvent =
  | {
      readonly kind: 'effect.intended'
      readonly effect: EffectId
      readonly action: string
      readonly worker: WorkerId | null
      readonly epoch: number
      readonly reason: string
    }
  | { readonly kind: 'effect.done'; readonly effect: EffectId }
  | { readonly kind: 'effect.failed'; readonly effect: EffectId; readonly reason: string }

export const HEALTHS = [
  'starting',
  'working',
  'waiting',
  'idle',
  'quiet',
  'stuck',
  'confused',
  'limited',
  'crashed',
  'over',
  'done',
] as const
export type Health = (typeof HEALTHS)[number]

export type EventKind = Event['kind']
