import type { PullRequest } from '../events/pull-request.ts'
import type { Health } from '../model/health.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { DuplicateView } from '../views/duplicates.ts'
import type { ReviewView } from '../views/review.ts'
import type { TrainView } from '../views/train.ts'

/**
 * The results of a project, computed only from its journal; `czar summary` prints them. Times (`at`, `…_at`) are ms since
 * the epoch here, and ISO 8601 UTC in `czar summary --json`. Durations are ms. Shares are 0 to 1; null: there is nothing to
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
  /** The czar was killed, and no watchdog will launch it again: when, a message, and the project file. */
  readonly abandoned: { readonly at: number; readonly text: string; readonly file: string } | null
  /** Number of tasks by state at the end of the window. */
  readonly tasks: { readonly [S in TaskState['state']]: number } & { readonly total: number }
  /** Tasks that were verified within the window, oldest first. Each says whether base has its work. */
  readonly landed: readonly LandedTask[]
  /** The merge train at the end of the window; null: no task was put on it. */
  readonly train: TrainView | null
  /** Reviews that were asked for in the window, oldest first. */
  readonly reviews: readonly ReviewView[]
  /** What the reviewers' agents used, apart from the workers'. */
  readonly review_usage: UsageSummary
  /** Tasks that are neither verified nor dropped. */
  readonly not_landed: readonly UnlandedTask[]
  readonly attention: AttentionSummary
  readonly workers: readonly WorkerSummary[]
  /** The time of all workers together. */
  readonly time_ms: Occupations
  readonly usage: UsageSummary
  readonly accuracy: AccuracySummary
  readonly duplicated: DuplicatedSummary
  /** Tasks with the same work that are both proven by their own work, so that the work lands twice. */
  readonly twice: readonly DuplicateView[]
  /**
   * How many times the czar acted by itself, and how many times people were needed: the number of people's actions, or
   * of the items raised for them, whichever is larger.
   */
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
  /** The newest pull request seen for the task's branch. */
  readonly pull_request: PullRequest | null
  /** The commit's subject, and the worker's words in its claim; null: unknown. */
  readonly subject: string | null
  readonly said: string | null
  /** Number of claims that got a verdict. */
  readonly tries: number
  /** Number of checks that passed only on the second run. */
  readonly flaky: number
  /** Remarks on the proof for people: flags, and doubts about whether the proof still holds. */
  readonly flags: readonly string[]
  /** Whether base had the commit when the czar last looked. */
  readonly is_merged: boolean
  /** Base has all its lines, and somebody changed the text around them. */
  readonly is_edited: boolean
  readonly verified_at: number
  /** Time from assignment to verdict. */
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
  /** How long attention items were open, in total. */
  readonly waited_ms: number
  readonly open: readonly {
    readonly key: string
    readonly worker: string | null
    readonly text: string
    readonly hint: string | null
    readonly since_at: number
  }[]
}

/** How a worker uses its time. Exactly one of these fits each moment. */
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
  /** How long the worker existed within the window: the sum of `time_ms`. */
  readonly life_ms: number
  readonly time_ms: Occupations
  readonly landed: number
  readonly help: Help
  readonly usage: UsageSummary
}

/** What it took to keep a worker going. */
export interface Help {
  readonly starts: number
  /** How many times its agent ended unasked while it had a task. */
  readonly deaths: number
  /** How many agents the czar replaced: on a person's request, not ready in time, or not taking texts. */
  readonly restarts: number
  readonly rejections: number
  /** How many questions the worker put to people. */
  readonly questions: number
  readonly refused_reports: number
  readonly undelivered: number
  readonly attention: number
  /** Texts that the czar sent the worker by itself, by kind: brief, rework, nudge … */
  readonly texts: Readonly<Record<string, number>>
  /** What people did about the worker, by kind: told, restart, paused … */
  readonly person: Readonly<Record<string, number>>
}

/** null: not known. */
export interface UsageSummary {
  /** All tokens, cached ones included. */
  readonly tokens: number | null
  readonly usd: number | null
  /** Number of turns that have ended. */
  readonly turns: number
  /** Whether a part of the usage is unknown, so that the figures are lower bounds. */
  readonly is_partial: boolean
}

export interface AccuracySummary {
  /** Number of assignments with a verdict, and of those that their first verdict verified. */
  readonly claimed: number
  readonly verified_first: number
  readonly first_try_share: number | null
  /** Share of all tasks except the dropped ones. */
  readonly verified_share: number | null
}

/** Files that several workers changed without building on each other's work. */
export interface DuplicatedSummary {
  readonly files: number
  readonly of_files: number
  readonly share: number | null
  /** At most 20 of these files. */
  readonly examples: readonly { readonly file: string; readonly workers: readonly string[] }[]
}

export interface CzarSummary {
  readonly starts: number
  /** Number of starts after a czar that ended unannounced: killed, or a power cut. */
  readonly crashes: number
  /** Time between the last event of a czar and the start of the next. */
  readonly without_ms: number
  /** The part of that time after a watchdog gave up relaunching. */
  readonly abandoned_ms: number
  readonly operations: number
  readonly failed_operations: readonly FailedOperation[]
  /** Number of checks without a result: the branch moved meanwhile, or the check itself failed. */
  readonly void_checks: number
  readonly broken_checks: number
}

export interface FailedOperation {
  readonly action: string
  readonly times: number
  /** The number of actions that were not tried again. */
  readonly given_up: number
  readonly reason: string
}

export interface SummaryMatter {
  readonly seq: number
  readonly at: number
  readonly worker: string | null
  readonly what: string
  readonly text: string
  /** Weight: 3 is decisive, 1 is a detail. */
  readonly weight: 1 | 2 | 3
}
