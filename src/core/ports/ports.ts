import type { Event, Journaled } from '../events/event.ts'
import type { Report } from '../events/report.ts'
import type { WorkerId } from '../model/ids.ts'

/** The small hands and the pen; terminal, agents and git have ports of their own. Adapters implement these; they decide nothing. */

export interface GateRun {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Absolute path the whole output (capped) is appended to. */
  readonly log: string
  readonly signal?: AbortSignal
}

export interface GateResult {
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'cancelled'
  readonly exitCode: number | null
  /** It, or something that it started, killed the process that it ran under: its own end is not known. Absent: it did not. */
  readonly killedParent?: true
  readonly durationMs: number
  /** Last 80 lines, control characters removed. */
  readonly tail: string
}

export interface GatesPort {
  /** Runs `sh -c command` in a session of its own, never as a child of czar; every process of it is gone when this returns. */
  run(gate: GateRun): Promise<GateResult>
  /** At start: ends what is left of the gates of a czar that was killed. */
  endLeftOver(): Promise<void>
}

export interface DiskPort {
  /** Bytes that this user may still write where `path` is, or will be; null: nobody knows. */
  free(path: string): Promise<number | null>
}

/** What the workers' own files say. */
export type ReportSignal =
  | { readonly kind: 'report'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'refused'; readonly worker: WorkerId; readonly reason: string }

export interface Clock {
  /** ms since the epoch at start, then by the monotonic clock, which a sleep of the machine takes forward: never back. */
  now(): number
  /** ms since nobody asks when, for durations alone: it stands still while the machine sleeps. */
  steady(): number
  /** Calls back at `at` (ms); the returned function cancels. */
  at(at: number, callback: () => void): () => void
}

/** The supervisor's pen: what is appended is durable when this returns. */
export interface Ledger {
  append(events: readonly Event[], at: number): readonly Journaled[]
}
