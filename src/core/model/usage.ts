/** Tokens by kind, as providers count and price them. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

/** The total use of one agent session; a later reading of the same session replaces it. */
export interface UsageReading {
  /** The agent's own session; null: unnamed, so it counts for the incarnation. */
  readonly session: string | null
  readonly tokens: Tokens
  /** US dollars by the profile's price table; null: a model without a price was used. */
  readonly usd: number | null
  /** Context of the last answer, in tokens and as a share (0..1) of the model's window; null: unknown. */
  readonly contextTokens: number | null
  readonly context: number | null
}

/** A worker's use over all its sessions. */
export interface WorkerUsage {
  /** All tokens, cached ones included. */
  readonly tokens: number
  /** The known cost; null: unknown. */
  readonly usd: number | null
  /** A session's cost is unknown, so `usd` is a lower bound. */
  readonly isUsdPartial: boolean
  /** Context of the session with the latest reading. */
  readonly contextTokens: number | null
  readonly context: number | null
  /** Time of the last increase, when a model answered. */
  readonly at: number
  readonly sessions: Readonly<Record<string, { readonly tokens: Tokens; readonly usd: number | null }>>
}

/** All tokens of all kinds. */
export function countTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite
}

/** The key of a reading among a worker's sessions. */
export function sessionKey({ session, incarnation }: { readonly session: string | null; readonly incarnation: number }): string {
  return session ?? `incarnation ${incarnation}`
}
