import type { Health } from '../../src/core/model/health.ts'
import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'

/** The truth about an accepted task: right; wrong; or wrong in a way that neither gates nor paths nor words show. */
export type Outcome = 'right' | 'hidden' | 'wrong'

/** What really happened in one sprint, counted where it happened. */
export interface Tally {
  /** Tasks that were accepted, and the truth about them. */
  readonly accepted: Map<TaskId, Outcome>
  workedMs: number
  /** Work on a peer's task instead of the own task. */
  duplicatedMs: number
  /** Work on the own task that another worker had already done: the same helper, or the same task. */
  repeatedMs: number
  /** The time in which an agent lived, for all workers together. */
  livedMs: number
  /** Right work that a check sent back. */
  wrongRejections: number
  /** How many times a review sent work back, and how many times that work was right. */
  reviewed: number
  wronglyReviewed: number
  /** How many times a worker heard of a foreseen conflict, of these before its claim, and how many times it was told to wait. */
  told: number
  toldInTime: number
  waits: number
  /** Healthy workers that were asked, told off or ended, with the action and its reason. */
  readonly falseAlarms: string[]
  /** What an alert called people for. */
  readonly calledFor: string[]
  /** What must never happen: a text submitted twice, lost work, a task without an owner. */
  readonly lost: string[]
  readonly strangeActions: Set<string>
  operations: number
  failedOperations: number
  readonly truth: TruthChange[]
  readonly lastTruth: Map<WorkerId, Health>
  /** Since when each living agent lives. */
  readonly startedAt: Map<WorkerId, number>
}

/** From here on, a worker's real health is different. */
export interface TruthChange {
  readonly at: number
  readonly worker: WorkerId
  readonly health: Health
}

export function createTally(): Tally {
  return {
    accepted: new Map(),
    workedMs: 0,
    duplicatedMs: 0,
    repeatedMs: 0,
    livedMs: 0,
    wrongRejections: 0,
    reviewed: 0,
    wronglyReviewed: 0,
    told: 0,
    toldInTime: 0,
    waits: 0,
    falseAlarms: [],
    calledFor: [],
    lost: [],
    strangeActions: new Set(),
    operations: 0,
    failedOperations: 0,
    truth: [],
    lastTruth: new Map(),
    startedAt: new Map(),
  }
}
