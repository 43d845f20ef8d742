import type { AssignmentId, CommitSha, MessageId, TaskId, WorkerId } from '../model/ids.ts'
import type { PromptKind } from '../model/prompt-kind.ts'
import type { Strength } from './agent-event.ts'
import type { Asker } from './asker.ts'
import type { AttemptSize } from './proof/attempts-event.ts'
import type { Report } from './report.ts'
import type { StageTask } from './stages/stage-task.ts'

export type AssignmentKind = 'primary' | 'bonus'

/**
 * Why a worker lost a bonus task. silent: the worker showed no sign of work until its lease of the task ended. parked: the same, while its
 * account was limited. crashed: its agent died again and again. rejected: too many of its claims were rejected. refused: the worker
 * declined the task. stalled: the worker made no progress although czar tried everything. undelivered: the task's text did not reach the
 * agent. stopped: the worker was stopped.
 */
export type ReturnHow = 'stopped' | 'silent' | 'parked' | 'crashed' | 'undelivered' | 'rejected' | 'refused' | 'stalled'

/** The branch and commit with the unfinished work of a task. */
export interface LeftWork {
  readonly branch: string
  /**
   * The last commit of the unfinished work. It is null together with `isNothing` if nothing was committed. It is null without `isNothing`
   * if the commit is unknown, as in all journals of earlier versions.
   */
  readonly commit: CommitSha | null
  readonly isNothing?: true
}

/** Which worker has which task, and what the workers report about it. */
export type AssignmentEvent =
  | {
      readonly kind: 'assignment.created'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly task: TaskId
      readonly assignmentKind: AssignmentKind
      /**
       * The commit at which the assignment's branch starts, so a claim must have commits after it. It is null if the branch does not exist
       * yet.
       */
      readonly fromSha: CommitSha | null
      /**
       * The branch that czar plans for the assignment. If the field is missing, as in journals of earlier versions, it is the worker's own
       * branch.
       */
      readonly branch?: string
      /** Why czar gave the task to this worker. Journals of earlier versions have neither this field nor `how` and `left` below. */
      readonly reason?: string
    }
  /**
   * The worker committed work but did not claim that it is done, so czar checks the commits as if it had. If this check fails, it does not
   * count as a rejected claim.
   */
  | {
      readonly kind: 'assignment.presumed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** The commit at which czar last saw the worker's worktree, or null if czar has not seen it. */
      readonly head: CommitSha | null
      readonly because: string
    }
  | { readonly kind: 'assignment.failed'; readonly worker: WorkerId; readonly assignment: AssignmentId; readonly reason: string }
  /** The worker cannot finish this bonus task, so other workers may take it. Its work so far stays on the branch. */
  | {
      readonly kind: 'assignment.returned'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly reason: string
      readonly how?: ReturnHow
      readonly left?: LeftWork
    }
  /** The task failed, because it could not even start: czar got no worktree or no agent for it. */
  | { readonly kind: 'task.failed'; readonly task: TaskId; readonly reason: string }
  /** The bonus task was reserved for a worker that cannot take it. So from now on any worker may take it. */
  | { readonly kind: 'task.unreserved'; readonly task: TaskId; readonly worker: WorkerId; readonly reason: string }
  | { readonly kind: 'report.received'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'report.refused'; readonly worker: WorkerId; readonly reason: string }

/**
 * Why czar types a text into an agent's terminal. brief: the whole task; a fresh agent gets it again. rework: a claim was rejected, and the
 * text has the end of the log. nudge: the agent is silent, so czar asks how the task stands. restate: the task once more, and what seems
 * wrong. handoff: the context is nearly full, so the agent must write notes for the agent that replaces it. unblock: a task that this task
 * needs is verified. go_on: the account limit or the missing login that interrupted the turn is over. withdraw: the bonus task was dropped.
 * notice: news from czar, for example that it could not read a report. tell: a person's own text. letter: a letter from another worker
 * waits in `czar inbox`.
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
 * Why czar cannot type a text yet. typing: a person is typing in the terminal. scrolling: a person has scrolled back. draft: a person left
 * a draft at the prompt. paused: a person paused the worker. screen: czar sees no prompt. lines: the program would take each line as a text
 * of its own, because bracketed paste is off.
 */
export type HeldBy = 'typing' | 'scrolling' | 'draft' | 'paused' | 'screen' | 'lines'

/** How one text gets to an agent, step by step. */
export type MessageEvent =
  | {
      readonly kind: 'message.queued'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly messageKind: MessageKind
      readonly assignment: AssignmentId | null
      /** The facts that czar needs to word the text and that are not in the state. For tell, this is the text itself. */
      readonly facts: Readonly<Record<string, string>>
      /** The sender of the command that caused the text. */
      readonly by?: Asker
    }
  | {
      readonly kind: 'message.pasted'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      /** The hash and the length (in UTF-16 units) of the pasted text. */
      readonly sha256: string
      readonly chars: number
      /** The kinds of control characters that czar removed before the paste, each with its count, for example `3 × ESC`. */
      readonly stripped: readonly string[]
    }
  | {
      readonly kind: 'message.submitted'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      /** The evidence that the agent took the text. `enters` says how many times czar pressed Enter. */
      readonly receipt: string
      readonly strength: Strength
      readonly enters: number
      /**
       * False if the program does not confirm texts and the end of this text never appeared on the screen. Undefined if it did appear or
       * the program confirmed the text.
       */
      readonly endSeen?: false
      /** The kind of prompt at which the text was typed, for a program that does not confirm texts. */
      readonly prompt?: PromptKind
    }
  | {
      readonly kind: 'message.undelivered'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly reason: string
      /** True if no part of the text reached the agent, so czar may type it again. False if a part did, or if czar cannot tell. */
      readonly mayRetry: boolean
    }
  /**
   * Czar cannot type the text into the terminal now, and wrote nothing. The text waits as long as needed, and the wait does not count as a
   * failed delivery.
   */
  | {
      readonly kind: 'message.held'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly by: HeldBy
      /** How many visible characters the draft has, or null if that is unknown or there is no draft. */
      readonly chars: number | null
    }
  /** Czar can type into the terminal again. */
  | { readonly kind: 'message.freed'; readonly worker: WorkerId; readonly message: MessageId; readonly incarnation: number }
  | { readonly kind: 'message.dropped'; readonly message: MessageId; readonly reason: string }

/** How a check of a claim ended. void: the branch moved during the check, so the result says nothing. error: the check could not run. */
export type Verdict = 'verified' | 'rejected' | 'void' | 'error'

export interface CheckResult {
  readonly name: string
  /**
   * The other task to which the command belongs, because that task's proven work is part of the checked tree. It is absent if the command
   * belongs to the checked task itself.
   */
  readonly task?: TaskId
  /**
   * How the command ended. flaky: it failed, and then passed when it was run again. empty: it succeeded, but reported that it tested
   * nothing.
   */
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'flaky' | 'empty'
  readonly exitCode: number | null
  /** True if the command killed the process that started it, so its exit status is unknown. */
  readonly killedParent?: true
  readonly durationMs: number
  /** How the command failed the first time, if it ran twice. */
  readonly first?: string
}

/**
 * Why a proof no longer counts. commit: the branch has a new commit. branch: the branch was deleted or reset. base: base changed. gate: the
 * accept commands changed. person: a person asked for a new check.
 */
export type VoidCause = 'commit' | 'branch' | 'base' | 'gate' | 'person'

/** Events of the check of one claim. */
export type VerificationEvent =
  /** A verified task no longer counts as verified until a new check has ended. */
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
      /** The commit that was checked, or null if there was nothing to check. */
      readonly commit: CommitSha | null
      readonly base: CommitSha | null
      readonly verdict: Verdict
      readonly reasons: readonly string[]
      readonly checks: readonly CheckResult[]
      /** Signs that the proof may be weak. Journals of earlier versions do not have this field. */
      readonly flags?: readonly string[]
      /**
       * The other tasks whose proven work is in the commit but not yet in base. A task is left out if its work is inside the work of
       * another listed task. The field is absent if there are none, and in journals of earlier versions.
       */
      readonly contains?: readonly TaskId[]
      /** How much the commit changes. Czar counts it only for a proven attempt at a task that has several. */
      readonly size?: AttemptSize
      /** The tasks in the list that a proven stage delivered. */
      readonly tasks?: readonly StageTask[]
      /** The absolute path of the file with the whole output. `tail` has its last 80 lines. */
      readonly log: string | null
      readonly tail: string
      readonly durationMs: number
    }
