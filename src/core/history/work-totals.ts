import type { RepositoryFact } from '../model/facts/repository-fact.ts'
import type { WorkRecord, WorkResult } from './work-record.ts'

/** Selects records of the history. An absent field allows any value. */
export interface WorkFilter {
  readonly agent?: string | undefined
  readonly role?: string | undefined
  /** The address or path of a repository, or the last part of it. */
  readonly repository?: string | undefined
  /** The start of the selected time, in ms since the epoch. */
  readonly since?: number | undefined
}

/** A record as the history stores it. `corrected` is the result that a person gave. It replaces the recorded result. */
export interface KeptRecord extends WorkRecord {
  readonly id: number
  readonly corrected: WorkResult | null
}

/** A fact as the history stores it. */
export interface KeptFact extends RepositoryFact {
  readonly repository: string
  /** How many proven tasks stated the fact. */
  readonly confirmations: number
}

/** The values by which the figures of the history can be grouped. */
export const WORK_GROUPS = ['agent', 'model', 'role', 'kind', 'repository'] as const
export type WorkGroup = (typeof WORK_GROUPS)[number]

/** The sums of all records of one group, or of one day. */
export interface WorkTotals {
  /** The names that all records of the group share. A group by model also names the agent. An empty text means that the file names none. */
  readonly group: Readonly<Partial<Record<WorkGroup, string>>>
  /** On how many days (UTC) some of this work ended. */
  readonly days: number
  readonly tasks: number
  readonly proven: number
  readonly failed: number
  /** How many records have a checked claim, and in how many of these the first checked claim was right. */
  readonly claimed: number
  readonly rightFirst: number
  readonly workedMs: number
  readonly usd: number
  /** How many records have no known cost, so that the real sum is larger. */
  readonly unpriced: number
  readonly tokens: number
}

/** How many tasks were proven on one day. `day` counts days (UTC) since 1970. */
export interface WorkDay {
  readonly day: number
  readonly proven: number
  readonly claimed: number
  readonly rightFirst: number
}

/** How long a proven task took, and the features that make another task similar. */
export interface PastDuration {
  readonly task: string
  readonly agent: string
  readonly kind: string
  /** From the assignment to the proof, in ms. */
  readonly tookMs: number
}
