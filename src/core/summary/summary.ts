import type { PullRequest } from '../events/pull-request.ts'
import type { Health } from '../model/health.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { DuplicateView } from '../views/duplicates.ts'
import type { ReviewView } from '../views/review.ts'
import type { TrainView } from '../views/train.ts'

/**
 * A project's outcome, from its journal alone; `czar summary` prints it. Times (`at`, `…_at`) are ms since the epoch
 * here, and ISO 8601 UTC in `czar summary --json`. Durations are ms; shares are 0 to 1, null where there is nothing to
 * divide by.
 */
export interface Summary {
  readonly version: 1
  readonly project: string
  readonly repo: string
  readonly base: string
  readonly from_at: number
  readonly to_at: number
  readonly state: State['czar']['phase']
  /** The czar was killed, and no watchdog launches it again: the time, a message, and the project file. */
  readonly abandoned: { readonly at: number; readonly text: string; readonly file: string } | null
  /** Number of tasks by state at the end of the window. */
  readonly tasks: { readonly [S in TaskState['state']]: number } & { readonly total: number }
  /** Verified in the window, oldest first; each says whether base has it. */
  readonly landed: readonly LandedTask[]
  /** The merge train at the end of the window; null: no task was put on it. */
  readonly train: TrainView | null
  /** Reviews that were asked for in the window, oldest first. */
  readonly reviews: readonly ReviewView[]
  /** What their agents used, apart from the workers'. */
  readonly review_usage: UsageSummary
  /** Neither verified nor dropped. */
  readonly not_landed: readonly UnlandedTask[]
  readonly attention: AttentionSummary
  readonly workers: readonly WorkerSummary[]
  /** All workers' time together. */
  readonly time_ms: Occupations
  readonly usage: UsageSummary
  readonly accuracy: AccuracySummary
  readonly duplicated: DuplicatedSummary
  /** Tasks with the same work that are all proven by their own, so that it lands twice. */
  readonly twice: readonly DuplicateView[]
  /** The czar's own acts, and needs of people: their acts or the matters put to them, whichever are more. */
  readonly decisions: { readonly czar: number; readonly person: number; readonly czar_share: number | null }
  readonly czar: CzarSummary
  /** The most important events, oldest first, and the number of those left out. */
  readonly timeline: readonly SummaryMatter[]
  readonly timeline_left_out: number
}

export interface LandedTask {
  readonly task: string
  readonly kind: TaskState['kind']
  readonly worker: string | null
  readonly branch: string | null
  readonly commit: string
  /** The newest one seen of that branch. */
  readonly pull_request: PullRequest | null
  /** Subject of that commit, and its worker's words in the claim; null: not known. */
  readonly subject: string | null
  readonly said: string | null
  /** Claims that were checked to a verdict. */
  readonly tries: number
  /** Checks that passed only when they were repeated. */
  readonly flaky: number
  /** Remarks on its proof for people: flags, and doubts whether it still holds. */
  readonly flags: readonly string[]
  /** Whether base had the commit when the czar last looked. */
  readonly is_merged: boolean
  readonly verified_at: number
  /** From assignment to verdict. */
  readonly took_ms: number | null
}

export interface UnlandedTask {
  readonly task: string
  readonly kind: TaskState['kind']
  readonly state: TaskState['state']
  readonly worker: string | null
  readonly branch: string | null
  readonly tries: number
  readonly why: string
}

export interface AttentionSummary {
  readonly raised: number
  readonly settled: number
  /** Total time that matters were open. */
  readonly waited_ms: number
  readonly open: readonly {
    readonly key: string
    readonly worker: string | null
    readonly text: string
    readonly hint: string | null
    readonly since_at: number
  }[]
}

/** Uses of a worker's time; exactly one at each moment. */
export const OCCUPATIONS = [
  'working',
  'checking',
  'starting',
  'idle',
  'dependency',
  'seat',
  'permission',
  'answer',
  'person',
  'limit',
  'trouble',
  'done',
  'unknown',
] as const
export type Occupation = (typeof OCCUPATIONS)[number]
export type Occupations = Readonly<Record<Occupation, number>>

export interface WorkerSummary {
  readonly worker: string
  readonly agent: string
  readonly branch: string
  readonly health: Health
  readonly reason: string
  /** Its life within the window; the sum of `time_ms`. */
  readonly life_ms: number
  readonly time_ms: Occupations
  readonly landed: number
  readonly help: Help
  readonly usage: UsageSummary
}

/** Effort to keep a worker going. */
export interface Help {
  readonly starts: number
  /** Unrequested ends of its agent while it had a task. */
  readonly deaths: number
  /** Agents that the czar replaced: on a person's request, not ready in time, or deaf to texts. */
  readonly restarts: number
  readonly rejections: number
  /** Questions it put to people. */
  readonly questions: number
  readonly refused_reports: number
  readonly undelivered: number
  readonly attention: number
  /** Texts that the czar sent it on its own, by kind: brief, rework, nudge … */
  readonly texts: Readonly<Record<string, number>>
  /** People's acts about it, by kind: told, restart, paused … */
  readonly person: Readonly<Record<string, number>>
}

/** null: not known. */
export interface UsageSummary {
  /** All tokens, cached ones included. */
  readonly tokens: number | null
  readonly usd: number | null
  /** Turns that have ended. */
  readonly turns: number
  /** Some usage is unknown: the figures are lower bounds. */
  readonly is_partial: boolean
}

export interface AccuracySummary {
  /** Assignments with a verdict, and those verified by their first one. */
  readonly claimed: number
  readonly verified_first: number
  readonly first_try_share: number | null
  /** Share of all tasks but the dropped ones. */
  readonly verified_share: number | null
}

/** Files that several workers changed without building on each other's work. */
export interface DuplicatedSummary {
  readonly files: number
  readonly of_files: number
  readonly share: number | null
  /** At most 20 of them. */
  readonly examples: readonly { readonly file: string; readonly workers: readonly string[] }[]
}

export interface CzarSummary {
  readonly starts: number
  /** Starts after an unannounced end: killed, power cut. */
  readonly crashes: number
  /** Time between the last event of one czar and the start of the next. */
  readonly without_ms: number
  /** Part of it after a watchdog gave up the relaunch. */
  readonly abandoned_ms: number
  readonly operations: number
  readonly failed_operations: readonly FailedOperation[]
  /** Checks without a result: the branch moved meanwhile, or the check itself broke. */
  readonly void_checks: number
  readonly broken_checks: number
}

export interface FailedOperation {
  readonly action: string
  readonly times: number
  /** Number of times it was not retried. */
  readonly given_up: number
  readonly reason: string
}

export interface SummaryMatter {
  readonly seq: number
  readonly at: number
  readonly worker: string | null
  readonly what: string
  readonly text: string
  /** 3 is decisive, 1 is a detail. */
  readonly weight: 1 | 2 | 3
}
