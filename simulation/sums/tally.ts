import type { Health } from '../../src/core/model/health.ts'
import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'

/** Of an accepted task: right; wrong; or wrong in a way that neither gates nor paths nor words show. */
export type Outcome = 'right' | 'hidden' | 'wrong'

/** What really happened in one sprint, counted where it happened. */
export interface Tally {
  /** Tasks that were accepted, and what they really were. */
  readonly accepted: Map<TaskId, Outcome>
  workedMs: number
  /** Work on a peer's task in place of the own one. */
  duplicatedMs: number
  /** Work of the own task that another had done before: the same helper, or the same task. */
  repeatedMs: number
  /** Time in which an agent lived, of all workers. */
  livedMs: number
  /** Right work that a check sent back. */
  wrongRejections: number
  /** Times that a review sent work back, and those of them in which it was right. */
  reviewed: number
  wronglyReviewed: number
  /** Times that a worker heard of a foreseen conflict, those of them before its claim, and those in which it was to wait. */
  told: number
  toldInTime: number
  waits: number
  /** Healthy workers that were asked, told off or ended, with what and why. */
  readonly falseAlarms: string[]
  /** What people were called for by an alert. */
  readonly calledFor: string[]
  /** What must never happen: a text submitted twice, work that is gone, a task that nobody has. */
  readonly lost: string[]
  readonly strangeActions: Set<string>
  operations: number
  failedOperations: number
  readonly truth: TruthChange[]
  readonly lastTruth: Map<WorkerId, Health>
  /** Since when each living agent lives. */
  readonly startedAt: Map<WorkerId, number>
}

/** From here on a worker's real health is another one. */
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
