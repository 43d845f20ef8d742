/** Tokens by kind, as providers count and price them. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

/** What one agent session has used in total. A later reading of the same session replaces it. */
export interface UsageReading {
  /** The program's own session; null: it has no name, so the reading counts for the incarnation. */
  readonly session: string | null
  readonly tokens: Tokens
  /** US dollars by the profile's price table; null: the session used a model without a price. */
  readonly usd: number | null
  /** The context of the last answer, in tokens and as a share (0..1) of the model's window; null: unknown. */
  readonly contextTokens: number | null
  readonly context: number | null
}

/** What a worker has used in all its sessions. */
export interface WorkerUsage {
  /** All tokens, cached ones included. */
  readonly tokens: number
  /** The known part of the cost; null: unknown. */
  readonly usd: number | null
  /** Whether the cost of a session is unknown, so that `usd` is a lower bound. */
  readonly isUsdPartial: boolean
  /** The context of the session with the latest reading. */
  readonly contextTokens: number | null
  readonly context: number | null
  /** When the use last grew, which means that a model answered. */
  readonly at: number
  readonly sessions: Readonly<Record<string, { readonly tokens: Tokens; readonly usd: number | null }>>
}

/** All tokens of all kinds. */
export function countTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite
}

/** The key under which a worker's reading is kept. */
export function sessionKey({ session, incarnation }: { readonly session: string | null; readonly incarnation: number }): string {
  return session ?? `incarnation ${incarnation}`
}
