import type { DeadlyCheck, RunningCheck } from '../../events/check-event.ts'
import type { Spent } from '../../model/budget.ts'
import type { DiskRoom } from '../../model/disk.ts'
import type { Sign } from '../../model/evidence.ts'
import type { EffectId, MessageId, WorkerId } from '../../model/ids.ts'
import type { AccountState } from '../../model/limit.ts'
import type { ProgramVersion } from '../../model/program.ts'
import type { Project } from '../../model/project.ts'
import type { RefsState } from '../../model/refs-state.ts'
import type { MessageState } from './message-state.ts'
import type { AssignmentState, TaskState } from './task-state.ts'
import type { WorkerState } from './worker-state.ts'

/** The fold of the journal. Plain JSON; nothing else holds state worth keeping. Times are ms since the epoch. */
export interface State {
  readonly seq: number
  readonly at: number
  readonly project: Project | null
  readonly czar: CzarState
  /** When the project was launched for the first time; null: not yet. */
  readonly launchedAt: number | null
  readonly workers: Readonly<Record<string, WorkerState>>
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly assignments: Readonly<Record<string, AssignmentState>>
  /** Texts that are not yet settled: queued, or being delivered. Oldest first. */
  readonly messages: readonly MessageState[]
  /** Texts of people that no agent was given, or nobody knows whether it was; forgotten when the fleet is launched again after its end. */
  readonly unheard: readonly Unheard[]
  /** Accounts that met a limit, by name. */
  readonly accounts: Readonly<Record<string, AccountState>>
  /** What is nearly used up of the fleet's budget; null: nothing. */
  readonly budgetLow: Spent | null
  /** Intents without an end, of this czar. */
  readonly effects: Readonly<Record<string, OpenEffect>>
  /** Commands of the project file that run now, by the effect that they are part of. */
  readonly running: Readonly<Record<EffectId, RunningCheck>>
  /** Commands during which czar died; one that has ended since is none. */
  readonly deadly: readonly DeadlyCheck[]
  /** How often an effect failed, so that retries are bounded. */
  readonly failures: Readonly<Record<string, Failure>>
  readonly attention: Readonly<Record<string, AttentionItem>>
  /** How the project ended; null: it has not, or was launched again. */
  readonly finish: Finish | null
  /** null: nobody looked yet. */
  readonly refs: RefsState | null
  /** Paths with uncommitted changes in the user's own checkout, with the event that told of each first. */
  readonly checkout: Readonly<Record<string, Sign>>
  /** Why the remote can not be fetched, when it can not. */
  readonly unreachable: string | null
  /** Digest of a changed project file that was told of, and not read. */
  readonly unreadFile: string | null
  /** When a watchdog last had to end a czar; null: never. */
  readonly starved: { readonly at: number; readonly seconds: number } | null
  /** The disk on which there is less room than the project keeps free; null: on none. */
  readonly diskLow: DiskRoom | null
  /** The versions of the agent programs, by the name of their profile; one that was not asked is not in it. */
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
  /** How often since then a tool did not answer at all; absent: never. */
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
  /** The event that put it to people, and its time: the same while only numbers in its words change. */
  readonly raised: { readonly seq: number; readonly at: number }
  /** Names of the alerts by which this raising was told. */
  readonly told: readonly string[]
  /** Settled items stay, so that the same matter is not raised twice without news. */
  readonly settledAt: number | null
}

export interface Finish {
  /** The event that said so. */
  readonly seq: number
  readonly at: number
  readonly verified: number
  readonly failed: number
  /** Names of the alerts by which it was told. */
  readonly told: readonly string[]
}
