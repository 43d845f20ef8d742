import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { WorkerUsage } from '../model/usage.ts'
import type { FailedOperation, Help, Occupation, Occupations, SummaryMatter } from './summary.ts'

/**
 * Figures that are counted from the first event on, because the state does not keep them. Their size depends only on how many workers and
 * tasks there are.
 */
export interface Tally {
  /** Events before this time are read but not counted. */
  readonly from: number
  /** The time of the last event. It never goes back, even if the machine's clock is changed. */
  readonly at: number
  /** The time of the first event. */
  readonly firstAt: number | null
  readonly workers: Readonly<Record<WorkerId, WorkerTally>>
  readonly claims: Readonly<Record<AssignmentId, ClaimTally>>
  readonly attention: { readonly raised: number; readonly settled: number; readonly waitedMs: number }
  readonly decisions: { readonly czar: number; readonly person: number }
  readonly czar: CzarTally
  readonly matters: readonly SummaryMatter[]
  readonly mattersLeftOut: number
}

export interface WorkerTally {
  readonly bornAt: number
  /** How the worker uses its time now. */
  readonly occupation: Occupation
  /** When the worker began to use its time in this way, in ms since the epoch. */
  readonly since: number
  readonly spent: Occupations
  readonly help: Help
  /** The changed files and the commit of the last reading of the worker's worktree. */
  readonly files: readonly string[]
  readonly head: CommitSha | null
  /** The worker's usage at the beginning of the summarized time. */
  readonly usedBefore: WorkerUsage | null
  readonly turnsBefore: number
}

/** The claims of one assignment. */
export interface ClaimTally {
  readonly task: TaskId
  readonly tries: number
  readonly first: { readonly verdict: 'verified' | 'rejected'; readonly at: number } | null
  readonly flaky: number
  readonly said: string | null
  readonly subject: string | null
}

export interface CzarTally {
  readonly starts: number
  readonly crashes: number
  readonly withoutMs: number
  readonly abandonedMs: number
  /** Whether czar recorded its last end. If not, it crashed. */
  readonly hasLeft: boolean
  readonly operations: number
  readonly failed: Readonly<Record<string, FailedOperation>>
  readonly voidChecks: number
  readonly brokenChecks: number
}

/** Returns the figures before the first event. Only events at `from` or later are counted. */
export function emptyTally(from: number): Tally {
  return {
    from,
    at: 0,
    firstAt: null,
    workers: {},
    claims: {},
    attention: { raised: 0, settled: 0, waitedMs: 0 },
    decisions: { czar: 0, person: 0 },
    czar: {
      starts: 0,
      crashes: 0,
      withoutMs: 0,
      abandonedMs: 0,
      hasLeft: false,
      operations: 0,
      failed: {},
      voidChecks: 0,
      brokenChecks: 0,
    },
    matters: [],
    mattersLeftOut: 0,
  }
}

export const noHelp: Help = {
  starts: 0,
  deaths: 0,
  restarts: 0,
  rejections: 0,
  questions: 0,
  refused_reports: 0,
  undelivered: 0,
  attention: 0,
  texts: {},
  person: {},
}

/** Changes the figures of one worker. If the name is unknown, nothing changes. */
export function tallyWorker(tally: Tally, id: string, change: (worker: WorkerTally) => Partial<WorkerTally>): Tally {
  const worker = Object.hasOwn(tally.workers, id) ? tally.workers[id as WorkerId] : undefined
  if (worker === undefined) return tally
  return { ...tally, workers: { ...tally.workers, [id]: { ...worker, ...change(worker) } } }
}
