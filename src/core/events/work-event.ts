import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../model/ids.ts'
import type { PromptKind } from '../model/prompt-kind.ts'
import type { Strength } from './agent-event.ts'
import type { Asker } from './asker.ts'
import type { Report } from './report.ts'

export type AssignmentKind = 'primary' | 'bonus'

/**
 * Why a bonus task came back. silent, parked: its lease expired while the worker was silent or its account was limited; crashed: the
 * worker's agent died again and again; rejected: too many claims were rejected; refused: the worker declined; stalled: the worker made no
 * progress after all steps of the ladder.
 */
export type ReturnHow = 'stopped' | 'silent' | 'parked' | 'crashed' | 'undelivered' | 'rejected' | 'refused' | 'stalled'

/** Where the unfinished work of a task is kept. */
export interface LeftWork {
  readonly branch: string
  /** null with `isNothing`: nothing was committed; null without it: unknown (always so in journals of earlier versions). */
  readonly commit: CommitSha | null
  readonly isNothing?: true
}

/** Assignments, and the workers' reports about them. */
export type AssignmentEvent =
  | {
      readonly kind: 'assignment.created'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly task: TaskId
      readonly assignmentKind: AssignmentKind
      /** Start of the assignment's branch. A claim needs commits beyond it; null: the branch does not exist yet. */
      readonly fromSha: CommitSha | null
      /** The branch that czar plans for the assignment. Absent in journals of earlier versions: the worker's own branch. */
      readonly branch?: string
      /** Why this worker got the task. Absent in journals of earlier versions, like `how` and `left` below. */
      readonly reason?: string
    }
  /**
   * True: the work is committed but not claimed, and is checked as if it were claimed. If this check fails, it does not
   * count as a rejection.
   */
  | {
      readonly kind: 'assignment.presumed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** Last seen HEAD of the worker's worktree; null: never seen. */
      readonly head: CommitSha | null
      readonly because: string
    }
  | { readonly kind: 'assignment.failed'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly reason: string }
  /** The worker cannot finish this bonus task. Other workers may take it, and the work so far stays on the branch. */
  | {
      readonly kind: 'assignment.returned'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly reason: string
      readonly how?: ReturnHow
      readonly left?: LeftWork
    }
  /** A task failed because it could not start (no worktree or no agent). */
  | { readonly kind: 'task.failed'; readonly task: TaskId; readonly reason: string }
  /** The worker that the bonus task was reserved for cannot take it, so other workers may. */
  | { readonly kind: 'task.unreserved'; readonly task: TaskId; readonly worker: WorkerId; readonly reason: string }
  | { readonly kind: 'report.received'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'report.refused'; readonly worker: WorkerId; readonly reason: string }

/**
 * Why a text is pasted. brief: the whole task, pasted again for a fresh agent; rework: a claim was rejected, with the log's tail; nudge: a
 * question because of silence; restate: the task again, with the problem; handoff: the context is full, so the agent writes notes for the
 * next one; unblock: a dependency is verified; go_on: the limit or missing login that cut the turn off is over; withdraw: the bonus task
 * was dropped; notice: a message of the czar, for example about an unreadable report; tell: a person's own text; letter: another worker's
 * letter waits in `czar inbox`.
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
 * Why a text cannot be pasted yet. typing, scrolling, draft: a person types at the pane, scrolls back, or left a draft. paused: a person
 * paused the worker. screen: no prompt is visible. lines: the program takes each line as a text of its own (bracketed paste is off).
 */
export type HeldBy = 'typing' | 'scrolling' | 'draft' | 'paused' | 'screen' | 'lines'

/** The delivery of one text to an agent, step by step. */
export type MessageEvent =
  | {
      readonly kind: 'message.queued'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly messageKind: MessageKind
      readonly assignment: AssignmentId | null
      /** Facts for rendering the text, besides those in the state; for tell, the text itself. */
      readonly facts: Readonly<Record<string, string>>
      /** Who sent the command that caused the text. */
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
      /** false: the program gives no receipt and the end of the text never appeared on screen; undefined: the paste was confirmed. */
      readonly endSeen?: false
      /** The prompt that took the text, for a program without signals of its own. */
      readonly prompt?: PromptKind
    }
  | {
      readonly kind: 'message.undelivered'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly reason: string
      /**
       * true: no part of the text reached the agent, so the text may be pasted again. false: a part did, or nobody
       * knows.
       */
      readonly mayRetry: boolean
    }
  /**
   * The pane cannot take the text now, and nothing was written. The text waits without a time limit; this does not count as a failed try.
   */
  | {
      readonly kind: 'message.held'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly by: HeldBy
      /** Visible length of the draft; null: unknown, or no draft. */
      readonly chars: number | null
    }
  /** The pane can take the text again. */
  | { readonly kind: 'message.freed'; readonly worker: WorkerId; readonly message: MessageId; readonly incarnation: number }
  | { readonly kind: 'message.dropped'; readonly message: MessageId; readonly reason: string }

/** void: the branch moved during the check, so there is no verdict. error: the check could not run. */
export type Verdict = 'verified' | 'rejected' | 'void' | 'error'

export interface CheckResult {
  readonly name: string
  /** The other task that the command belongs to. That task's proven work is part of the checked tree. */
  readonly task?: TaskId
  /** flaky: the command failed, then passed on a second run. empty: it succeeded and reported that it tested nothing. */
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'flaky' | 'empty'
  readonly exitCode: number | null
  /** The command's exit status is unknown because it killed its parent process. */
  readonly killedParent?: true
  readonly durationMs: number
  /** How the first of two runs failed. */
  readonly first?: string
}

/**
 * Why a proof is void: a new commit, a deleted or reset branch, another base, other accept commands, or a person's
 * request.
 */
export type VoidCause = 'commit' | 'branch' | 'base' | 'gate' | 'person'

/** The check of one claim. */
export type VerificationEvent =
  /** A verified task loses its verdict until the next check ends. */
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
      /** The checked commit; null: nothing to check. */
      readonly commit: CommitSha | null
      readonly base: CommitSha | null
      readonly verdict: Verdict
      readonly reasons: readonly string[]
      readonly checks: readonly CheckResult[]
      /** Signs that the proof may be weak; absent in journals of older versions. */
      readonly flags?: readonly string[]
      /**
       * Other tasks whose proven work is in the commit, but not yet in base. A task whose work is part of another of these tasks is left
       * out. Absent: there are no such tasks, or an older version wrote the journal.
       */
      readonly contains?: readonly TaskId[]
      /** Absolute path of the whole output, and its last 80 lines. */
      readonly log: string | null
      readonly tail: string
      readonly durationMs: number
    }
