import type { Health } from '../events/event.ts'
import type { PullRequest } from '../events/pull-request.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/**
 * What came of a project, from its journal alone; what `czar summary` prints. `czar summary --json` gives it with the
 * times (`at`, `…_at`) in ISO 8601 UTC, which are ms since the epoch here. Durations are ms; shares are 0 to 1, null where
 * there is nothing to divide by.
 */
export interface Summary {
  readonly version: 1
  readonly project: string
  readonly repo: string
  readonly base: string
  readonly from_at: number
  readonly to_at: number
  readonly state: State['czar']['phase']
  /** The czar was killed, and no watchdog launches it again: since when, what to say of it, and the project file. */
  readonly abandoned: { readonly at: number; readonly text: string; readonly file: string } | null
  /** How the tasks stand at the end of the window. */
  readonly tasks: { readonly [S in TaskState['state']]: number } & { readonly total: number }
  /** Verified in the window, oldest first; whether base has them is said of each. */
  readonly landed: readonly LandedTask[]
  /** Neither verified nor dropped. */
  readonly not_landed: readonly UnlandedTask[]
  readonly attention: AttentionSummary
  readonly workers: readonly WorkerSummary[]
  /** All workers' time together. */
  readonly time_ms: Occupations
  readonly usage: UsageSummary
  readonly accuracy: AccuracySummary
  readonly duplicated: DuplicatedSummary
  /** Acts of the czar's own, and what needed people: their acts, or the matters put to them, where those are more. */
  readonly decisions: { readonly czar: number; readonly person: number; readonly czar_share: number | null }
  readonly czar: CzarSummary
  /** The most important of what happened, oldest first, and how much of that is not among them. */
  readonly timeline: readonly Matter[]
  readonly timeline_left_out: number
}

export interface LandedTask {
  readonly task: string
  readonly kind: TaskState['kind']
  readonly worker: string | null
  readonly branch: string | null
  readonly commit: string
  /** Of that branch, the newest that was seen. */
  readonly pull_request: PullRequest | null
  /** Subject of that commit, and what its worker said when it claimed to be done; null: not known. */
  readonly subject: string | null
  readonly said: string | null
  /** Claims that were checked to a verdict. */
  readonly tries: number
  /** Checks that passed only when they were repeated. */
  readonly flaky: number
  /** What else a person should know of its proof: flags, and why it may no longer hold. */
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
  /** How long matters stood open, all together. */
  readonly waited_ms: number
  readonly open: readonly {
    readonly key: string
    readonly worker: string | null
    readonly text: string
    readonly hint: string | null
    readonly since_at: number
  }[]
}

/** What a worker's time goes to; at each moment one of these. */
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
  /** Of the window, from its first day on; the sum of `time_ms`. */
  readonly life_ms: number
  readonly time_ms: Occupations
  readonly landed: number
  readonly help: Help
  readonly usage: UsageSummary
}

/** What was needed to keep a worker going. */
export interface Help {
  readonly starts: number
  /** Ends of its agent that nobody asked for, while it had a task. */
  readonly deaths: number
  /** Agents that the czar replaced: at a person's wish, not ready in time, or deaf to texts. */
  readonly restarts: number
  readonly rejections: number
  /** Questions it put to people. */
  readonly questions: number
  readonly refused_reports: number
  readonly undelivered: number
  readonly attention: number
  /** Texts that the czar wrote to it of its own accord, by kind: brief, rework, nudge, restate … */
  readonly texts: Readonly<Record<string, number>>
  /** What people did about it, by kind: told, restart, paused … */
  readonly person: Readonly<Record<string, number>>
}

/** null: not known. */
export interface UsageSummary {
  /** All tokens, cached ones included. */
  readonly tokens: number | null
  readonly usd: number | null
  /** Turns that have ended. */
  readonly turns: number
  /** Some of it is not known: it is at least so much. */
  readonly is_partial: boolean
}

export interface AccuracySummary {
  /** Assignments with a verdict, and those whose first one was that it is proven. */
  readonly claimed: number
  readonly verified_first: number
  readonly first_try_share: number | null
  /** Of all tasks but the dropped ones. */
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
  /** Starts after an end that no word announced: killed, power cut. */
  readonly crashes: number
  /** Between the last word of one czar and the start of the next. */
  readonly without_ms: number
  /** Of that, since a watchdog had given up launching it again. */
  readonly abandoned_ms: number
  readonly operations: number
  readonly failed_operations: readonly FailedOperation[]
  /** Checks of which nothing could be said: the branch moved meanwhile, or the check itself broke. */
  readonly void_checks: number
  readonly broken_checks: number
}

export interface FailedOperation {
  readonly action: string
  readonly times: number
  /** How often it was not tried again. */
  readonly given_up: number
  readonly reason: string
}

export interface Matter {
  readonly seq: number
  readonly at: number
  readonly worker: string | null
  readonly what: string
  readonly text: string
  /** 3 decides the day, 1 is a detail. */
  readonly weight: 1 | 2 | 3
}
