import type { Strength } from '../events/agent-event.ts'
import type { WorkerId } from './ids.ts'

/** rate: too many requests in a short time. quota: the paid allowance is used up. overload: the provider is overloaded. */
export const LIMIT_KINDS = ['rate', 'quota', 'overload'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** A limit as an agent's program reported it. */
export interface LimitReading {
  readonly limit: LimitKind
  /** The program's message, sanitized for logs and the terminal. */
  readonly text: string
  /** When the program reported it, by its own clock (ms). A restarted czar recognises the same limit by this time. */
  readonly said: number
  readonly strength: Strength
  readonly evidence: string
}

/** Limits belong to an account: all workers that share the account wait together. */
export type AccountEvent =
  | ({
      readonly kind: 'agent.limited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly account: string
      /** When the limit ends (ms); null: unknown. */
      readonly resetAt: number | null
    } & LimitReading)
  /** The limit message has left the agent's screen. */
  | { readonly kind: 'agent.limit_gone'; readonly worker: WorkerId; readonly incarnation: number; readonly account: string }
  /** This worker goes on first, to test whether the limit is over. The other workers wait for the result. */
  | { readonly kind: 'account.probed'; readonly account: string; readonly worker: WorkerId }
  /** The limit is over, as `worker` has shown. The other workers follow one by one. */
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
  /** When the limit was last known to apply: by the agent's clock, unless a worker has tried the account since. */
  readonly metAt: number
  readonly resetAt: number | null
  /** Workers whose screens still show the limit message. */
  readonly shownBy: readonly WorkerId[]
  /** Workers whose turn the limit cut off. Czar must tell them to go on. */
  readonly cutOff: readonly WorkerId[]
  /** Failed tests of the limit since it began. */
  readonly probes: number
  readonly probe: { readonly worker: WorkerId; readonly at: number } | null
  readonly releasedAt: number | null
  /** Workers whose turn to go on has not come yet, and the time when the last worker went on. */
  readonly queue: readonly WorkerId[]
  readonly admittedAt: number
}
