import type { Tokens } from './usage.ts'

/** The prices of a model in US dollars per million tokens, and the size of its context. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** The price of writing into the cache for an hour. null means the same as `cacheWrite`. */
  readonly cacheWriteHour: number | null
  /** The size of the model's context in tokens, or null if it is unknown. */
  readonly context: number | null
}

/** The tokens of one answer. `cacheWriteHour` is the part of `cacheWrite` that is kept in the cache for an hour. */
export interface PricedTokens extends Tokens {
  readonly cacheWriteHour: number
}

/** Returns what a number of tokens of one model costs, in US dollars. */
export function priceOf({ input, output, cacheRead, cacheWrite, cacheWriteHour }: PricedTokens, price: ModelPrice): number {
  const short = (cacheWrite - cacheWriteHour) * price.cacheWrite
  const long = cacheWriteHour * (price.cacheWriteHour ?? price.cacheWrite)
  return (input * price.input + output * price.output + cacheRead * price.cacheRead + short + long) / 1_000_000
}

/**
 * Returns the prices of a model, or null if they are unknown. A name with a date (`claude-haiku-4-5-20251001`) finds the prices of the name
 * without it.
 */
export function findPrice(prices: Readonly<Record<string, ModelPrice>>, model: string): ModelPrice | null {
  const bare = model.replace(/\[[^\]]*\]$/, '')
  for (const name of [bare, bare.replace(/[-@]\d{8}$/, '')]) if (Object.hasOwn(prices, name)) return prices[name] ?? null
  return null
}
