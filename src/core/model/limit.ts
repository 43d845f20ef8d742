import type { Strength } from '../events/agent-event.ts'
import type { WorkerId } from './ids.ts'

/** rate: too many requests in a short time. quota: the paid allowance is used up. overload: the provider is overloaded. */
export const LIMIT_KINDS = ['rate', 'quota', 'overload'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** A limit as an agent reported it. */
export interface LimitReading {
  readonly limit: LimitKind
  /** The program's message, sanitized for logs and the terminal. */
  readonly text: string
  /** When the program reported it, by its own clock (ms); identifies the same limit after a restart of the czar. */
  readonly said: number
  readonly strength: Strength
  readonly evidence: string
}

/** Limits belong to an account: all workers that share it wait together. */
export type AccountEvent =
  | ({
      readonly kind: 'agent.limited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly account: string
      /** When it ends (ms); null: unknown. */
      readonly resetAt: number | null
    } & LimitReading)
  /** The limit message has left the agent's screen. */
  | { readonly kind: 'agent.limit_gone'; readonly worker: WorkerId; readonly incarnation: number; readonly account: string }
  /** This worker continues first to test whether the limit is over; the others wait for the result. */
  | { readonly kind: 'account.probed'; readonly account: string; readonly worker: WorkerId }
  /** The limit is over, as `worker` has shown. The others follow one by one. */
  | { readonly kind: 'account.released'; readonly account: string; readonly worker: WorkerId; readonly reason: string }
  | { readonly kind: 'account.admitted'; readonly account: string; readonly worker: WorkerId }

/** An account with a current or past limit. */
export interface AccountState {
  readonly name: string
  readonly limit: LimitKind
  readonly text: string
  readonly strength: Strength
  readonly evidence: string
  /** The worker whose agent last hit the limit. */
  readonly worker: WorkerId
  readonly since: number
  /** The last known hit of the limit; by the agent's clock unless a worker has tried since. */
  readonly metAt: number
  readonly resetAt: number | null
  /** Workers whose screens still show the limit message. */
  readonly shownBy: readonly WorkerId[]
  /** Workers whose turn it cut off: they must be told to go on. */
  readonly cutOff: readonly WorkerId[]
  /** Failed probes since it began. */
  readonly probes: number
  readonly probe: { readonly worker: WorkerId; readonly at: number } | null
  readonly releasedAt: number | null
  /** Workers released but not yet admitted, and the time of the last admission. */
  readonly queue: readonly WorkerId[]
  readonly admittedAt: number
}
