import type { Event, Journaled } from '../events/event.ts'
import type { Report } from '../events/report.ts'
import type { WorkerId } from '../model/ids.ts'

/** Ports for the small adapters and the journal; terminal, agents and git have their own files. Adapters decide nothing. */

export interface GateRun {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Absolute path of the file that receives the whole output (capped). */
  readonly log: string
  readonly signal?: AbortSignal
}

export interface GateResult {
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'cancelled'
  readonly exitCode: number | null
  /** The command or a descendant killed its parent process, so its exit is unknown. Absent: it did not. */
  readonly killedParent?: true
  readonly durationMs: number
  /** Last 80 lines, control characters removed. */
  readonly tail: string
}

export interface GatesPort {
  /** Runs `sh -c command` in its own session, never as a child of czar; all its processes are gone on return. */
  run(gate: GateRun): Promise<GateResult>
  /** At start: ends gate processes left by a killed czar. */
  endLeftOver(): Promise<void>
}

export interface DiskPort {
  /** Bytes this user may still write on the disk of `path`, existing or not; null: unknown. */
  free(path: string): Promise<number | null>
}

/** A signal from a worker's report file. */
export type ReportSignal =
  | { readonly kind: 'report'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'refused'; readonly worker: WorkerId; readonly reason: string }

export interface Clock {
  /** ms since the epoch at start, then the monotonic clock plus the machine's sleep: never goes back. */
  now(): number
  /** ms from an arbitrary origin, for durations only; stops while the machine sleeps. */
  steady(): number
  /** Calls back at `at` (ms); the returned function cancels. */
  at(at: number, callback: () => void): () => void
  /** The machine's time zone, as an IANA name. */
  zone(): string
}

/** The journal's writer: appended events are durable on return. */
export interface Ledger {
  append(events: readonly Event[], at: number): readonly Journaled[]
}
