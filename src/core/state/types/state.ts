import type { DeadlyCheck, RunningCheck } from '../../events/check-event.ts'
import type { ProjectEdit } from '../../events/event.ts'
import type { Spent } from '../../model/budget.ts'
import type { FreeSpace } from '../../model/disk.ts'
import type { Sign } from '../../model/evidence.ts'
import type { RepositoryFact } from '../../model/facts/repository-fact.ts'
import type { EffectId, MessageId, WorkerId } from '../../model/ids.ts'
import type { AccountState } from '../../model/limit.ts'
import type { ProgramVersion } from '../../model/program.ts'
import type { Project } from '../../model/project.ts'
import type { RefsState } from '../../model/refs-state.ts'
import type { SettledAttempts } from './attempts-state.ts'
import type { BaseGatesState } from './base-gates-state.ts'
import type { DuplicateState } from './duplicate-state.ts'
import type { ForecastState } from './forecast-state.ts'
import type { MessageState } from './message-state.ts'
import type { ForgeState } from './pull-request-state.ts'
import type { ReviewState } from './review-state.ts'
import type { AssignmentState, TaskState } from './task-state.ts'
import type { TrainState } from './train-state.ts'
import type { WorkerState } from './worker-state.ts'

/**
 * Czar's whole memory. It results from applying all events of the journal in order, and everything else can be computed from it. It is
 * plain JSON, and its times are in ms since the epoch.
 */
export interface State {
  readonly seq: number
  readonly at: number
  readonly project: Project | null
  readonly czar: CzarState
  /** When the project was first launched, or null if it was not launched yet. */
  readonly launchedAt: number | null
  readonly workers: Readonly<Record<string, WorkerState>>
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly assignments: Readonly<Record<string, AssignmentState>>
  /** The texts that have not reached their agent yet, the oldest first. */
  readonly messages: readonly MessageState[]
  /**
   * Texts from people that did not reach the agent, or that may not have reached it. The list is emptied when a finished fleet is launched
   * again.
   */
  readonly unheard: readonly Unheard[]
  /** The accounts that reached a usage limit, by name. */
  readonly accounts: Readonly<Record<string, AccountState>>
  /** The part of the fleet's budget that is nearly used up, or null if none is. */
  readonly budgetLow: Spent | null
  /** The actions that this process of czar has begun and that have no result yet. */
  readonly effects: Readonly<Record<string, OpenEffect>>
  /** The commands of the project file that run now, by the id of the action that runs them. */
  readonly running: Readonly<Record<EffectId, RunningCheck>>
  /** Commands that were running when czar died. A command is removed from the list when a later run of it ends. */
  readonly deadly: readonly DeadlyCheck[]
  /** The results of the accept commands on base. It is absent if no launch has tried them. */
  readonly baseGates?: BaseGatesState
  /** How often each action has failed. Czar stops trying after too many failures. */
  readonly failures: Readonly<Record<string, Failure>>
  readonly attention: Readonly<Record<string, AttentionItem>>
  /** How the project finished. It is null if the project is not finished, or was launched again. */
  readonly finish: Finish | null
  /** The commits of base and of the branches, or null if czar has not read them yet. */
  readonly refs: RefsState | null
  /** The merge train, or null if none has begun. */
  readonly train: TrainState | null
  /** All reviews by the worker id of the reviewer, the oldest first. */
  readonly reviews: Readonly<Record<string, ReviewState>>
  /** How czar settled which attempt counts, by the task as the project file names it. It is absent if no attempts were settled. */
  readonly attempts?: Readonly<Record<string, SettledAttempts>>
  /** Tasks whose work is the same as earlier work, by `duplicateKey`. Snapshots of earlier versions do not have this field. */
  readonly duplicates?: Readonly<Record<string, DuplicateState>>
  /** The conflicts that would occur if unfinished work were merged now with other unfinished work, with proven work, or with base. */
  readonly forecast: readonly ForecastState[]
  readonly forge: ForgeState
  /** The paths with uncommitted changes in the user's own checkout, each with the event that reported the path first. */
  readonly checkout: Readonly<Record<string, Sign>>
  /** Why czar cannot fetch from the remote, or null if it can. */
  readonly unreachable: string | null
  /** The hash of a changed project file that czar has reported but not loaded. */
  readonly unreadFile: string | null
  /** How the project file differs from what czar runs, or null if it does not differ. */
  readonly edit: ProjectEdit | null
  /** When the watchdog last ended a czar that was blocked, and after how many seconds. It is null if that never happened. */
  readonly starved: { readonly at: number; readonly seconds: number } | null
  /** The disk that has less free space than the project reserves, or null if there is none. */
  readonly diskLow: FreeSpace | null
  /** The repository facts from the history of this machine, the most recently confirmed fact first. Absent means none. */
  readonly repositoryFacts?: readonly RepositoryFact[]
  /** The versions of the agent programs by profile name, as far as czar has asked for them. */
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
  /** How many times a tool did not answer in time. These times are not in `count`. Absent means none. */
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
  /** The event that made czar show the item, and its time. They stay the same while only numbers in the item's text change. */
  readonly raised: { readonly seq: number; readonly at: number }
  /** The names of the alert channels that have reported the item. */
  readonly told: readonly string[]
  /**
   * When the item was settled, or null if it is open. Czar keeps settled items, so that it does not show the same item again unless
   * something changed.
   */
  readonly settledAt: number | null
}

export interface Finish {
  /** The number of the event `project.finished`. */
  readonly seq: number
  readonly at: number
  readonly verified: number
  readonly failed: number
  /** The names of the alert channels that have reported the end of the project. */
  readonly told: readonly string[]
}
