import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../model/ids.ts'
import type { PromptKind } from '../model/prompt-kind.ts'
import type { Strength } from './agent-event.ts'
import type { Asker } from './asker.ts'
import type { Report } from './report.ts'

export type AssignmentKind = 'primary' | 'bonus'

/**
 * Why a bonus task came back. silent, parked: its lease ran out, the worker being silent or its account limited;
 * crashed: its agent could not be kept alive; rejected: too many of its claims were; refused: it said no; stalled: it does
 * not get on with it, whatever was tried.
 */
export type ReturnHow = 'stopped' | 'silent' | 'parked' | 'crashed' | 'undelivered' | 'rejected' | 'refused' | 'stalled'

/** Where what was done of a task lies. */
export interface LeftWork {
  readonly branch: string
  /** null: nothing was committed where `isNothing` says so; else it is not known (so in all journals of earlier versions). */
  readonly commit: CommitSha | null
  readonly isNothing?: true
}

/** Who was given what, and what the workers say of it. */
export type AssignmentEvent =
  | {
      readonly kind: 'assignment.created'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly task: TaskId
      readonly assignmentKind: AssignmentKind
      /** Where its branch begins, and a claim needs commits beyond it; null: the branch is still to be made. */
      readonly fromSha: CommitSha | null
      /** The branch that is wanted for it. Journals of earlier versions have none: it was done on the worker's own. */
      readonly branch?: string
      /** Why this worker got it. Missing in journals of earlier versions, as are `how` and `left` below. */
      readonly reason?: string
    }
  /** What its worker committed, and does not claim, is checked as if it were claimed; a check that it does not pass is no rejection. */
  | {
      readonly kind: 'assignment.presumed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** HEAD of its worktree as it was seen last; null: it was not seen. */
      readonly head: CommitSha | null
      readonly because: string
    }
  | { readonly kind: 'assignment.failed'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly reason: string }
  /** A bonus task that its worker does not bring to an end: it is for the others again, and what was done stays on the branch. */
  | {
      readonly kind: 'assignment.returned'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly reason: string
      readonly how?: ReturnHow
      readonly left?: LeftWork
    }
  /** A task that could not even be begun (no worktree, no agent). */
  | { readonly kind: 'task.failed'; readonly task: TaskId; readonly reason: string }
  /** The worker that a bonus task was kept for can not take it any more: it is for the others again. */
  | { readonly kind: 'task.unreserved'; readonly task: TaskId; readonly worker: WorkerId; readonly reason: string }
  | { readonly kind: 'report.received'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'report.refused'; readonly worker: WorkerId; readonly reason: string }

/**
 * Why a text is pasted. brief: the whole task, also again for a fresh agent; rework: a rejected claim with the
 * log's tail; nudge: a question about silence; restate: the task again, with what is wrong; handoff: the context is
 * full, so the agent is to write down what the next one has to know; unblock: a dependency is verified; go_on: the
 * limit, or the want of a login, that cut its turn off is over; withdraw: its bonus task is dropped; notice: the
 * czar's word on a broken report and the like; tell: a person's own words;
 * letter: another worker said something that can be read with `czar inbox`.
 */
export type MessageKind =
  | 'brief'
  | 'rework'
  | 'nudge'
  | 'restate'
  | 'handoff'
  | 'unblock'
  | 'go_on'
  | 'withdraw'
  | 'notice'
  | 'tell'
  | 'letter'

/**
 * Why a text waits at a pane. typing, scrolling, draft: a person types there, reads what is above, or left something
 * unsent. paused: a person told the czar to keep its hands off. screen: no prompt is to be seen. lines: the program takes
 * each line as a text of its own (bracketed paste is off).
 */
export type HeldBy = 'typing' | 'scrolling' | 'draft' | 'paused' | 'screen' | 'lines'

/** The way of one text into an agent, step by step. */
export type MessageEvent =
  | {
      readonly kind: 'message.queued'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly messageKind: MessageKind
      readonly assignment: AssignmentId | null
      /** Facts that the text is rendered from, besides the state; for tell the text itself. */
      readonly facts: Readonly<Record<string, string>>
      /** Of a text that a command brought about. */
      readonly by?: Asker
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
      /** false: the program says nothing of what it took, and the end of the text was never to be seen; undefined: it was. */
      readonly endSeen?: false
      /** The prompt that took it, of a program that has no signals of its own. */
      readonly prompt?: PromptKind
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
  /** The pane cannot take the text now, and nothing was written: it waits for as long as that takes, and no try has failed. */
  | {
      readonly kind: 'message.held'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly by: HeldBy
      /** Of the draft, as far as the screen shows it; null: not known, or no draft. */
      readonly chars: number | null
    }
  /** The pane can take the text again. */
  | { readonly kind: 'message.freed'; readonly worker: WorkerId; readonly message: MessageId; readonly incarnation: number }
  | { readonly kind: 'message.dropped'; readonly message: MessageId; readonly reason: string }

/** void: the branch moved while it was checked, so nothing was said of it; error: it could not be checked. */
export type Verdict = 'verified' | 'rejected' | 'void' | 'error'

export interface CheckResult {
  readonly name: string
  /** The task that the command belongs to, where it is another: its proven work is in what was checked. */
  readonly task?: TaskId
  /** flaky: it failed, and passed when it was run once more. empty: it succeeded and says that it tested nothing. */
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'flaky' | 'empty'
  readonly exitCode: number | null
  /** Its own end is not known, because it killed the process that it ran under. */
  readonly killedParent?: true
  readonly durationMs: number
  /** How the first of two runs failed. */
  readonly first?: string
}

/** Why a proof no longer holds: a new commit, a branch that was deleted or set back, another base, other accept commands, or a person asks. */
export type VoidCause = 'commit' | 'branch' | 'base' | 'gate' | 'person'

/** The check of one claim. */
export type VerificationEvent =
  /** A verified task is verified no more, until it is checked again. */
  | {
      readonly kind: 'verification.voided'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly because: VoidCause
      readonly reason: string
    }
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
      /** What may make the proof weaker than it looks; journals of older versions have none. */
      readonly flags?: readonly string[]
      /** Absolute path of the whole output, and its last 80 lines. */
      readonly log: string | null
      readonly tail: string
      readonly durationMs: number
    }
