import type { Tokens } from './usage.ts'

/** A model's prices in US dollars per million tokens, and its context window. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** Price of a one-hour cache write; null: same as `cacheWrite`. */
  readonly cacheWriteHour: number | null
  /** Size of its context window in tokens; null: unknown. */
  readonly context: number | null
}

/** The tokens of one answer. `cacheWriteHour` is the part of `cacheWrite` that is cached for an hour. */
export interface PricedTokens extends Tokens {
  readonly cacheWriteHour: number
}

/** The cost of a number of tokens of one model, in US dollars. */
export function priceOf({ input, output, cacheRead, cacheWrite, cacheWriteHour }: PricedTokens, price: ModelPrice): number {
  const short = (cacheWrite - cacheWriteHour) * price.cacheWrite
  const long = cacheWriteHour * (price.cacheWriteHour ?? price.cacheWrite)
  return (input * price.input + output * price.output + cacheRead * price.cacheRead + short + long) / 1_000_000
}

/** The price of a model. A dated name (`claude-haiku-4-5-20251001`) also finds it; null: the model has no price. */
export function findPrice(prices: Readonly<Record<string, ModelPrice>>, model: string): ModelPrice | null {
  const bare = model.replace(/\[[^\]]*\]$/, '')
  for (const name of [bare, bare.replace(/[-@]\d{8}$/, '')]) if (Object.hasOwn(prices, name)) return prices[name] ?? null
  return null
}
