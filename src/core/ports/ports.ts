import type { Event, Journaled } from '../events/event.ts'
import type { Report } from '../events/report.ts'
import type { WorkerId } from '../model/ids.ts'

/**
 * Ports for the small adapters and the journal. The ports for terminal, agents and git have files of their own. Adapters
 * decide nothing.
 */

export interface GateRun {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Absolute path of the file that receives the whole output, up to a limit. */
  readonly log: string
  readonly signal?: AbortSignal
}

export interface GateResult {
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'cancelled'
  readonly exitCode: number | null
  /** True: the command or a descendant of it killed its parent process, so the exit status is unknown. */
  readonly killedParent?: true
  readonly durationMs: number
  /** Last 80 lines, control characters removed. */
  readonly tail: string
}

export interface GatesPort {
  /** Runs `sh -c command` in a session of its own. When the call returns, all processes of the command are gone. */
  run(gate: GateRun): Promise<GateResult>
  /** At start: ends gate processes that a killed czar left. */
  endLeftOver(): Promise<void>
}

export interface DiskPort {
  /** Bytes that this user may still write on the disk of `path`, which need not exist; null: unknown. */
  free(path: string): Promise<number | null>
}

/** A signal from a worker's report file. */
export type ReportSignal =
  | { readonly kind: 'report'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'refused'; readonly worker: WorkerId; readonly reason: string }

export interface Clock {
  /** The time in ms since the epoch: the system's time at start plus the monotonic clock and the machine's sleep. It never goes back. */
  now(): number
  /** The time in ms from an arbitrary origin, for durations only. It stops while the machine sleeps. */
  steady(): number
  /** Calls back at `at` (ms); the returned function cancels. */
  at(at: number, callback: () => void): () => void
  /** The machine's time zone, as an IANA name. */
  zone(): string
}

/** The journal's writer. Appended events are durable when the call returns. */
export interface Ledger {
  append(events: readonly Event[], at: number): readonly Journaled[]
}
