import type { Strength } from '../events/agent-event.ts'
import type { WorkerId } from './ids.ts'

/** rate: too much in too short a time. quota: what was paid for is used up. overload: the provider itself has too much. */
export const LIMIT_KINDS = ['rate', 'quota', 'overload'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** A limit as an agent told of it. */
export interface LimitReading {
  readonly limit: LimitKind
  /** What the program says, made safe to log and draw. */
  readonly text: string
  /** When it said so, by its own clock (ms): told again after a restart of the czar, it is the same limit. */
  readonly said: number
  readonly strength: Strength
  readonly evidence: string
}

/** Limits are an account's and not a worker's: all workers that share it wait together. */
export type AccountEvent =
  | ({
      readonly kind: 'agent.limited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly account: string
      /** When it is over (ms); null: nobody said. */
      readonly resetAt: number | null
    } & LimitReading)
  /** The words that told of it are no longer on the agent's screen. */
  | { readonly kind: 'agent.limit_gone'; readonly worker: WorkerId; readonly incarnation: number; readonly account: string }
  /** This worker goes on first, to see whether the limit is over; the others wait for what becomes of it. */
  | { readonly kind: 'account.probed'; readonly account: string; readonly worker: WorkerId }
  /** The limit is over: `worker` has shown it. The others follow one after the other. */
  | { readonly kind: 'account.released'; readonly account: string; readonly worker: WorkerId; readonly reason: string }
  | { readonly kind: 'account.admitted'; readonly account: string; readonly worker: WorkerId }

/** An account that is limited, or was. */
export interface AccountState {
  readonly name: string
  readonly limit: LimitKind
  readonly text: string
  readonly strength: Strength
  readonly evidence: string
  /** Whose agent met the limit last. */
  readonly worker: WorkerId
  readonly since: number
  /** When the limit was met for the last time, as far as is known: by the agent's clock, where nobody has tried since. */
  readonly metAt: number
  readonly resetAt: number | null
  /** Workers on whose screens the words stand that told of it. */
  readonly shownBy: readonly WorkerId[]
  /** Workers whose turn it cut off: they have to be told to go on. */
  readonly cutOff: readonly WorkerId[]
  /** Probes since it began, without avail. */
  readonly probes: number
  readonly probe: { readonly worker: WorkerId; readonly at: number } | null
  readonly releasedAt: number | null
  /** Released, but not admitted yet; and when the last one was. */
  readonly queue: readonly WorkerId[]
  readonly admittedAt: number
}
