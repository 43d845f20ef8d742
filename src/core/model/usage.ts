/** Numbers of tokens, by the kinds that providers count and price separately. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

/** All that one session of an agent has used so far. A later reading of the same session replaces it. */
export interface UsageReading {
  /**
   * The program's own name of the session. It is null if the program names none. The reading then counts for the agent's incarnation
   * (number).
   */
  readonly session: string | null
  readonly tokens: Tokens
  /** The cost in US dollars by the prices in the profile. It is null if the session used a model without a price. */
  readonly usd: number | null
  /** How much context the last answer had, in tokens. Null: unknown. */
  readonly contextTokens: number | null
  /** The used share (0 to 1) of the model's context at the last answer. Null: unknown. */
  readonly context: number | null
}

/** What a worker has used in all its sessions together. */
export interface WorkerUsage {
  /** The number of all tokens, cached ones included. */
  readonly tokens: number
  /** The part of the cost that is known, or null if nothing is known. */
  readonly usd: number | null
  /** Whether the cost of a session is unknown, so that the real cost is more than `usd`. */
  readonly isUsdPartial: boolean
  /** The context of the session that was read last. */
  readonly contextTokens: number | null
  readonly context: number | null
  /** When the use last grew. A model answered at this time. */
  readonly at: number
  readonly sessions: Readonly<Record<string, { readonly tokens: Tokens; readonly usd: number | null }>>
}

/** Adds up the tokens of all kinds. */
export function countTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite
}

/** Returns the key with which a reading of a worker's session is stored. */
export function sessionKey({ session, incarnation }: { readonly session: string | null; readonly incarnation: number }): string {
  return session ?? `incarnation ${incarnation}`
}
