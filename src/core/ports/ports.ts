import type { Event, Journaled } from '../events/event.ts'
import type { Report } from '../events/report.ts'
import type { WorkerId } from '../model/ids.ts'

/**
 * Interfaces of the small adapters and of the journal. Those for the terminal, the agents and git have files of their own. An adapter
 * decides nothing: it only does what it is told.
 */

export interface GateRun {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** The absolute path of the file that gets the whole output, up to a limit. */
  readonly log: string
  readonly signal?: AbortSignal
}

export interface GateResult {
  readonly outcome: 'passed' | 'failed' | 'timeout' | 'cancelled'
  readonly exitCode: number | null
  /** True if the command, or a process that it started, killed the process that started the command. The exit status is then unknown. */
  readonly killedParent?: true
  readonly durationMs: number
  /** The last 80 lines of the output, without control characters. */
  readonly tail: string
}

export interface GatesPort {
  /** Runs `sh -c command` in a session of its own. When the call returns, all processes that the command started are gone. */
  run(gate: GateRun): Promise<GateResult>
  /** Ends commands that a killed czar left running. Czar calls it at its start. */
  endLeftOver(): Promise<void>
}

export interface DiskPort {
  /** Returns how many bytes this user may still write on the disk of `path`, or null if that is unknown. `path` need not exist. */
  free(path: string): Promise<number | null>
}

/** One entry of a worker's report file, or the reason why czar cannot read an entry. */
export type ReportSignal =
  | { readonly kind: 'report'; readonly worker: WorkerId; readonly report: Report }
  | { readonly kind: 'refused'; readonly worker: WorkerId; readonly reason: string }

export interface Clock {
  /**
   * The time in ms since the epoch. It is the system's time at the start of czar plus the time that has passed since then, including sleep
   * of the machine. So it never goes back, even if the system's clock is changed.
   */
  now(): number
  /** A time in ms that is only good to measure durations. This clock stands still while the machine sleeps. */
  steady(): number
  /** Calls the callback at the time `at` (ms since the epoch). The returned function cancels this. */
  at(at: number, callback: () => void): () => void
  /** Returns the time zone of the machine as an IANA name, for example Europe/Berlin. */
  zone(): string
}

/** Writes the journal. When `append` returns, the events are safely on the disk. `at` is their time in ms since the epoch. */
export interface Ledger {
  append(events: readonly Event[], at: number): readonly Journaled[]
}
