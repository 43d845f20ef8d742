import type { BaseGate } from '../model/gates/base-gate.ts'

/** Everything on which the result of a command on base depends. Czar stores one result for each such question. */
export interface BaseGateQuestion {
  readonly commit: string
  readonly command: string
  /** The earlier commands of the task that left files, in order. */
  readonly after: readonly string[]
  readonly setup: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/** Stores the results of commands on base, for all projects of this machine. */
export interface BaseGateCache {
  read(question: BaseGateQuestion): BaseGate | null
  write(question: BaseGateQuestion, gate: BaseGate): void
}
