import type { Strength } from '../events/agent-event.ts'
import type { WorkerId } from './ids.ts'

/**
 * The kind of limit that an account met. rate: too many requests in a short time. quota: the paid amount is used up. overload: the provider
 * itself is overloaded.
 */
export const LIMIT_KINDS = ['rate', 'quota', 'overload'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** A limit, as an agent's program reported it. */
export interface LimitReading {
  readonly limit: LimitKind
  /** The message of the program, without characters that could harm a log or the terminal. */
  readonly text: string
  /**
   * When the program reported it, by its own clock (ms since the epoch). A czar that starts again recognises the same limit by this time.
   */
  readonly said: number
  readonly strength: Strength
  readonly evidence: string
}

/** Events about the limits of accounts. All workers that use the same account wait together. */
export type AccountEvent =
  | ({
      readonly kind: 'agent.limited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly account: string
      /** When the limit ends, in ms since the epoch, or null if that is unknown. */
      readonly resetAt: number | null
    } & LimitReading)
  /** The message about the limit is no longer on the agent's screen. */
  | { readonly kind: 'agent.limit_gone'; readonly worker: WorkerId; readonly incarnation: number; readonly account: string }
  /** This worker goes on first, to find out whether the limit is over. The other workers wait for the result. */
  | { readonly kind: 'account.probed'; readonly account: string; readonly worker: WorkerId }
  /** The limit is over, as `worker` has shown. The other workers go on one after the other. */
  | { readonly kind: 'account.released'; readonly account: string; readonly worker: WorkerId; readonly reason: string }
  /** After the end of the limit, it is this worker's turn to go on. */
  | { readonly kind: 'account.admitted'; readonly account: string; readonly worker: WorkerId }

/** An account that is or was at a limit. */
export interface AccountState {
  readonly name: string
  readonly limit: LimitKind
  readonly text: string
  readonly strength: Strength
  readonly evidence: string
  /** The worker whose agent met the limit last. */
  readonly worker: WorkerId
  readonly since: number
  /** When the limit was last known to apply. It is the time by the agent's clock, unless a worker has tried the account since. */
  readonly metAt: number
  readonly resetAt: number | null
  /** The workers whose screens still show the message about the limit. */
  readonly shownBy: readonly WorkerId[]
  /** The workers whose turn the limit cut off, so czar must tell them to go on. */
  readonly cutOff: readonly WorkerId[]
  /** How many times a worker has tried in vain since the limit began. */
  readonly probes: number
  readonly probe: { readonly worker: WorkerId; readonly at: number } | null
  readonly releasedAt: number | null
  /** The workers that still wait to go on. Czar lets them go on one after the other. */
  readonly queue: readonly WorkerId[]
  /** When czar let the last worker go on, in ms since the epoch. */
  readonly admittedAt: number
}
