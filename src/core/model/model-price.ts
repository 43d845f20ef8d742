import type { Tokens } from './usage.ts'

/** What a model costs, in US dollars per million tokens, and how much it can hold. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** Of what is cached for an hour; null: as `cacheWrite`. */
  readonly cacheWriteHour: number | null
  /** Tokens in its window; null: not known. */
  readonly context: number | null
}

/** The tokens of one answer; `cacheWriteHour` of the `cacheWrite` ones are cached for an hour. */
export interface PricedTokens extends Tokens {
  readonly cacheWriteHour: number
}

/** US dollars for the tokens of one model. */
export function priceOf({ input, output, cacheRead, cacheWrite, cacheWriteHour }: PricedTokens, price: ModelPrice): number {
  const short = (cacheWrite - cacheWriteHour) * price.cacheWrite
  const long = cacheWriteHour * (price.cacheWriteHour ?? price.cacheWrite)
  return (input * price.input + output * price.output + cacheRead * price.cacheRead + short + long) / 1_000_000
}

/** The price of a model, also under its dated name (`claude-haiku-4-5-20251001`); null: it has none. */
export function findPrice(prices: Readonly<Record<string, ModelPrice>>, model: string): ModelPrice | null {
  const bare = model.replace(/\[[^\]]*\]$/, '')
  for (const name of [bare, bare.replace(/[-@]\d{8}$/, '')]) if (Object.hasOwn(prices, name)) return prices[name] ?? null
  return null
}
