import type { DeadlyCheck, RunningCheck } from '../../events/check-event.ts'
import type { Spent } from '../../model/budget.ts'
import type { FreeSpace } from '../../model/disk.ts'
import type { Sign } from '../../model/evidence.ts'
import type { EffectId, MessageId, WorkerId } from '../../model/ids.ts'
import type { AccountState } from '../../model/limit.ts'
import type { ProgramVersion } from '../../model/program.ts'
import type { Project } from '../../model/project.ts'
import type { RefsState } from '../../model/refs-state.ts'
import type { DuplicateState } from './duplicate-state.ts'
import type { ForecastState } from './forecast-state.ts'
import type { MessageState } from './message-state.ts'
import type { ForgeState } from './pull-request-state.ts'
import type { ReviewState } from './review-state.ts'
import type { AssignmentState, TaskState } from './task-state.ts'
import type { TrainState } from './train-state.ts'
import type { WorkerState } from './worker-state.ts'

/** The fold of the journal, and the only state that lasts. Plain JSON; times are ms since the epoch. */
export interface State {
  readonly seq: number
  readonly at: number
  readonly project: Project | null
  readonly czar: CzarState
  /** Time of the project's first launch; null: not yet. */
  readonly launchedAt: number | null
  readonly workers: Readonly<Record<string, WorkerState>>
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly assignments: Readonly<Record<string, AssignmentState>>
  /** Open messages: queued or in delivery. Oldest first. */
  readonly messages: readonly MessageState[]
  /** Texts of people whose delivery failed or is unknown. The list is emptied when a finished fleet is launched again. */
  readonly unheard: readonly Unheard[]
  /** Accounts that hit a limit, by name. */
  readonly accounts: Readonly<Record<string, AccountState>>
  /** The part of the fleet's budget that is nearly used up; null: none. */
  readonly budgetLow: Spent | null
  /** Intents of this czar that have no result yet. */
  readonly effects: Readonly<Record<string, OpenEffect>>
  /** Commands of the project file that run now, by their effect. */
  readonly running: Readonly<Record<EffectId, RunningCheck>>
  /** Commands during which czar died. If a later run of such a command ends, its entry is removed. */
  readonly deadly: readonly DeadlyCheck[]
  /** Failures by effect, which limit the tries. */
  readonly failures: Readonly<Record<string, Failure>>
  readonly attention: Readonly<Record<string, AttentionItem>>
  /** How the project finished; null: not finished, or launched again. */
  readonly finish: Finish | null
  /** Where the branches are; null: not read yet. */
  readonly refs: RefsState | null
  /** The merge train; null: there is none yet. */
  readonly train: TrainState | null
  /** All reviews, by the reviewer's worker id, oldest first. */
  readonly reviews: Readonly<Record<string, ReviewState>>
  /** Work that is the same as earlier work, by `duplicateKey`. Absent in snapshots of earlier versions: none. */
  readonly duplicates?: Readonly<Record<string, DuplicateState>>
  /**
   * Conflicts that would occur if the work in progress were merged now with other work in progress, with proven work or
   * with base.
   */
  readonly forecast: readonly ForecastState[]
  readonly forge: ForgeState
  /** Paths with uncommitted changes in the user's own checkout, each with the event that reported it first. */
  readonly checkout: Readonly<Record<string, Sign>>
  /** Why fetching from the remote fails; null: it works. */
  readonly unreachable: string | null
  /** Hash of a changed project file that czar has reported but not loaded. */
  readonly unreadFile: string | null
  /** When a watchdog last ended a blocked czar; null: never. */
  readonly starved: { readonly at: number; readonly seconds: number } | null
  /** The disk with less free space than the project reserves; null: none. */
  readonly diskLow: FreeSpace | null
  /** Versions of the agent programs, by profile name, as far as czar asked for them. */
  readonly programs: Readonly<Record<string, ProgramVersion>>
  readonly counters: { readonly assignments: number; readonly messages: number; readonly letters: number }
}

export interface CzarState {
  readonly phase: 'new' | 'supervising' | 'stopping' | 'stopped' | 'finished'
  readonly epoch: number
  readonly pid: number
  readonly startedAt: number
}

export interface Unheard {
  readonly message: MessageId
  readonly worker: WorkerId
  readonly text: string
  readonly reason: string
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
  /** The number of calls since then that a tool did not answer; absent: none. */
  readonly unanswered?: number
  readonly at: number
  readonly reason: string
}

export interface AttentionItem {
  readonly key: string
  readonly worker: WorkerId | null
  readonly text: string
  readonly hint: string | null
  readonly at: number
  /** The event that raised the item, and its time. Both stay the same while only numbers in the text change. */
  readonly raised: { readonly seq: number; readonly at: number }
  /** Names of the alert channels that have reported the item. */
  readonly told: readonly string[]
  /** Settled items are kept, so that the same item is not raised a second time without news. */
  readonly settledAt: number | null
}

export interface Finish {
  /** The `project.finished` event. */
  readonly seq: number
  readonly at: number
  readonly verified: number
  readonly failed: number
  /** Names of the alert channels that have reported the project's end. */
  readonly told: readonly string[]
}
