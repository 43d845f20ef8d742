/** Tokens of one kind each, as providers count and price them. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

/** What one session of an agent has used from its beginning: a later reading of the same session takes its place. */
export interface UsageReading {
  /** The agent's own session; null: nobody named one, so it is the incarnation's. */
  readonly session: string | null
  readonly tokens: Tokens
  /** US dollars by the profile's price table; null: a model without a price took part. */
  readonly usd: number | null
  /** What the last answer was given on, in tokens, and as a share (0..1) of the model's window; null: not known. */
  readonly contextTokens: number | null
  readonly context: number | null
}

/** What a worker has used in all its sessions. */
export interface WorkerUsage {
  /** All tokens, cached ones included. */
  readonly tokens: number
  /** What is known of the money; null: nothing of it. */
  readonly usd: number | null
  /** Some session's money is not known: `usd` is the least it can be. */
  readonly isUsdPartial: boolean
  /** Of the session that was heard of last. */
  readonly contextTokens: number | null
  readonly context: number | null
  /** When it last grew: a model has answered then. */
  readonly at: number
  readonly sessions: Readonly<Record<string, { readonly tokens: Tokens; readonly usd: number | null }>>
}

/** All tokens of all kinds. */
export function countTokens({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite
}

/** Under which name a reading is kept among a worker's sessions. */
export function sessionKey({ session, incarnation }: { readonly session: string | null; readonly incarnation: number }): string {
  return session ?? `incarnation ${incarnation}`
}
