import type { PullRequest } from '../events/pull-request.ts'
import type { BaseFinding } from '../model/gates/base-gate.ts'
import type { Health } from '../model/health.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { DuplicateView } from '../views/duplicates.ts'
import type { ReviewView } from '../views/review.ts'
import type { StagesView } from '../views/stages.ts'
import type { TrainView } from '../views/train.ts'

/**
 * The results of a project, computed only from its journal. `czar summary` prints them. Times (`at`, `…_at`) are in ms since the epoch, and
 * in `czar summary --json` they are ISO 8601 UTC. Durations are in ms. Shares are 0 to 1, or null if there is nothing to divide by.
 */
export interface Summary {
  readonly version: 1
  readonly project: string
  readonly repo: string
  readonly base: string
  readonly from_at: number
  readonly to_at: number
  readonly state: State['czar']['phase']
  /** Set if czar was killed and no watchdog will start it again: when this was, a message, and the project file. */
  readonly abandoned: { readonly at: number; readonly text: string; readonly file: string } | null
  /** How many tasks were in each state at the end of the summarized time. */
  readonly tasks: { readonly [S in Exclude<TaskState['state'], 'candidate'>]: number } & { readonly total: number }
  /** The tasks that were verified in the summarized time, the oldest first. Each says whether base has its work. */
  readonly landed: readonly LandedTask[]
  /** The merge train at the end of the summarized time, or null if no task was on it. */
  readonly train: TrainView | null
  /** The reviews that were begun in the summarized time, the oldest first. */
  readonly reviews: readonly ReviewView[]
  /** The tasks that are done in stages, each with the stage at which it is. */
  readonly stages: readonly StagesView[]
  /** The usage of the reviewers' agents. `usage` does not include it. */
  readonly review_usage: UsageSummary
  /** The tasks that are neither verified nor dropped. */
  readonly not_landed: readonly UnlandedTask[]
  readonly attention: AttentionSummary
  readonly workers: readonly WorkerSummary[]
  /** How all workers together used their time. */
  readonly time_ms: Occupations
  readonly usage: UsageSummary
  readonly accuracy: AccuracySummary
  readonly duplicated: DuplicatedSummary
  /** The errors and warnings about accept commands that czar ran on base, before the work. */
  readonly base_findings: readonly BaseFinding[]
  /** Tasks that did the same work and each have a proof of their own, so the same work is merged twice. */
  readonly twice: readonly DuplicateView[]
  /**
   * How many times czar acted by itself, and how many times people were needed. `person` is the number of people's actions or of items that
   * needed a person, whichever is larger.
   */
  readonly decisions: { readonly czar: number; readonly person: number; readonly czar_share: number | null }
  readonly czar: CzarSummary
  /** The most important events, the oldest first. `timeline_left_out` says how many more there were. */
  readonly timeline: readonly SummaryMatter[]
  readonly timeline_left_out: number
}

export interface LandedTask {
  readonly task: string
  readonly kind: TaskState['kind']
  readonly worker: string | null
  readonly branch: string | null
  readonly commit: string
  /** The newest pull request that czar has seen for the task's branch. */
  readonly pull_request: PullRequest | null
  /** The first line of the commit's message. Null: unknown. */
  readonly subject: string | null
  /** The worker's words when it claimed the task as done. Null: unknown. */
  readonly said: string | null
  /** How many claims were checked to an end. */
  readonly tries: number
  /** How many checks passed only when they ran a second time. */
  readonly flaky: number
  /** Remarks on the proof for people: signs of weakness in the work, and doubts whether the proof still counts. */
  readonly flags: readonly string[]
  /** Whether base had the commit when czar last looked. */
  readonly is_merged: boolean
  /** True if base has all lines of the commit, but a person changed the text around them. */
  readonly is_edited: boolean
  readonly verified_at: number
  /** The time from the assignment to the result of the check, in ms. */
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
  /** How long items that needed a person were open, all together, in ms. */
  readonly waited_ms: number
  readonly open: readonly {
    readonly key: string
    readonly worker: string | null
    readonly text: string
    readonly hint: string | null
    readonly since_at: number
  }[]
}

/** How a worker uses its time. At each moment, exactly one of these is true. */
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
  /** How long the worker existed in the summarized time. It is the sum of `time_ms`. */
  readonly life_ms: number
  readonly time_ms: Occupations
  readonly landed: number
  readonly help: Help
  readonly usage: UsageSummary
}

/** How often a worker needed help, by czar or by people. */
export interface Help {
  readonly starts: number
  /** How many times its agent exited by itself while the worker had a task. */
  readonly deaths: number
  /**
   * How many agents czar replaced because a person asked for it, because the agent did not get ready in time, or because it took no texts.
   */
  readonly restarts: number
  readonly rejections: number
  /** How many questions the worker asked people. */
  readonly questions: number
  readonly refused_reports: number
  readonly undelivered: number
  readonly attention: number
  /** How many texts czar itself sent to the worker, by kind: brief, rework, nudge and so on. */
  readonly texts: Readonly<Record<string, number>>
  /** How many commands people gave about the worker, by kind: told, restart, paused and so on. */
  readonly person: Readonly<Record<string, number>>
}

/** Tokens, US dollars and turns that were used. A value is null if it is unknown. */
export interface UsageSummary {
  /** The number of all tokens, cached ones included. */
  readonly tokens: number | null
  readonly usd: number | null
  /** How many turns have ended. */
  readonly turns: number
  /** Whether something is unknown, so that the real figures are larger. */
  readonly is_partial: boolean
}

export interface AccuracySummary {
  /** How many assignments had a claim that was checked to an end. */
  readonly claimed: number
  /** How many of these assignments were verified at the first claim. */
  readonly verified_first: number
  /** The share of these assignments that were verified at the first claim. */
  readonly first_try_share: number | null
  /** The share of verified tasks among all tasks that were not dropped. */
  readonly verified_share: number | null
}

/** The files that several workers changed without building on each other's work. */
export interface DuplicatedSummary {
  readonly files: number
  readonly of_files: number
  readonly share: number | null
  /** At most 20 of these files. */
  readonly examples: readonly { readonly file: string; readonly workers: readonly string[] }[]
}

export interface CzarSummary {
  readonly starts: number
  /** How many times czar was started after an end that it had not recorded, because it was killed or the power failed. */
  readonly crashes: number
  /** How long no czar was running, from the last event of one to the start of the next, in ms. */
  readonly without_ms: number
  /** The part of this time after the watchdog had stopped restarting czar, in ms. */
  readonly abandoned_ms: number
  readonly operations: number
  readonly failed_operations: readonly FailedOperation[]
  /** How many checks had no result, because the branch moved meanwhile or the check itself failed. */
  readonly void_checks: number
  readonly broken_checks: number
}

export interface FailedOperation {
  readonly action: string
  readonly times: number
  /** How many actions failed and were not tried again. */
  readonly given_up: number
  readonly reason: string
}

export interface SummaryMatter {
  readonly seq: number
  readonly at: number
  readonly worker: string | null
  readonly what: string
  readonly text: string
  /** How important the event is. 3 is decisive, and 1 is a detail. */
  readonly weight: 1 | 2 | 3
}
