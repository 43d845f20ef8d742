import type { Health } from '../../src/core/model/health.ts'
import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'

/**
 * Whether an accepted task is really right. `hidden` means wrong in a way that neither accept commands nor paths nor the agent's words
 * show.
 */
export type Outcome = 'right' | 'hidden' | 'wrong'

/** What really happened in one simulated run. It is counted where it happens. */
export interface Tally {
  /** The accepted tasks, and whether each is really right. */
  readonly accepted: Map<TaskId, Outcome>
  workedMs: number
  /** The time that workers spent on another worker's task instead of their own. */
  duplicatedMs: number
  /**
   * The time that workers spent on a part of their own task that another worker had already done: a helper that both needed, or the same
   * task.
   */
  repeatedMs: number
  /** The time during which agents were alive, added up over all workers. */
  livedMs: number
  /** How many times a check sent back work that was right. */
  wrongRejections: number
  /** How many times a review sent work back. */
  reviewed: number
  /** How many times a review sent right work back. */
  wronglyReviewed: number
  /** How many times a worker was told of a conflict that a later merge would meet. */
  told: number
  /** How many times a worker was told of such a conflict before its claim. */
  toldInTime: number
  /** How many times a worker was told to wait. */
  waits: number
  /**
   * Actions against workers that were healthy: czar asked them, corrected them or ended their agents. Each entry has the action and its
   * reason.
   */
  readonly falseAlarms: string[]
  /** The reasons for which an alert called people. */
  readonly calledFor: string[]
  /** The forbidden things that happened: a text that was sent twice, lost work, a task without a worker. */
  readonly lost: string[]
  readonly strangeActions: Set<string>
  operations: number
  failedOperations: number
  readonly truth: TruthChange[]
  readonly lastTruth: Map<WorkerId, Health>
  /** For each living agent, the time when it started. */
  readonly startedAt: Map<WorkerId, number>
}

/** From this time on, the worker's real health has the given value. */
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
