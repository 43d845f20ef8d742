import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { WorkerUsage } from '../model/usage.ts'
import type { FailedOperation, Help, Occupation, Occupations, SummaryMatter } from './summary.ts'

/** Running figures that the state does not keep, from the first event on. Their size depends only on the number of workers and tasks. */
export interface Tally {
  /** Events before this time are known, but not counted. */
  readonly from: number
  /** Time of the last event. It never goes back, whatever the machine's clock does. */
  readonly at: number
  /** Time of the first event. */
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
  /** How the worker uses its time now, and since when. */
  readonly occupation: Occupation
  readonly since: number
  readonly spent: Occupations
  readonly help: Help
  /** The worker's last facts from git. */
  readonly files: readonly string[]
  readonly head: CommitSha | null
  /** What the worker had used at the start of the window. */
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
  /** Whether the last czar announced its end. */
  readonly hasLeft: boolean
  readonly operations: number
  readonly failed: Readonly<Record<string, FailedOperation>>
  readonly voidChecks: number
  readonly brokenChecks: number
}

/** The figures before the first event. Only events at `from` or later count. */
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

/** Changes the figures of one worker. An unknown name changes nothing. */
export function tallyWorker(tally: Tally, id: string, change: (worker: WorkerTally) => Partial<WorkerTally>): Tally {
  const worker = Object.hasOwn(tally.workers, id) ? tally.workers[id as WorkerId] : undefined
  if (worker === undefined) return tally
  return { ...tally, workers: { ...tally.workers, [id]: { ...worker, ...change(worker) } } }
}
