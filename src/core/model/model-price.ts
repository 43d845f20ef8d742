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

/** The tokens of one answer; `cacheWriteHour` is the part of `cacheWrite` cached for an hour. */
export interface PricedTokens extends Tokens {
  readonly cacheWriteHour: number
}

/** US dollars for the tokens of one model. */
export function priceOf({ input, output, cacheRead, cacheWrite, cacheWriteHour }: PricedTokens, price: ModelPrice): number {
  const short = (cacheWrite - cacheWriteHour) * price.cacheWrite
  const long = cacheWriteHour * (price.cacheWriteHour ?? price.cacheWrite)
  return (input * price.input + output * price.output + cacheRead * price.cacheRead + short + long) / 1_000_000
}

/** The price of a model, also by its dated name (`claude-haiku-4-5-20251001`); null: it has none. */
export function findPrice(prices: Readonly<Record<string, ModelPrice>>, model: string): ModelPrice | null {
  const bare = model.replace(/\[[^\]]*\]$/, '')
  for (const name of [bare, bare.replace(/[-@]\d{8}$/, '')]) if (Object.hasOwn(prices, name)) return prices[name] ?? null
  return null
}
