import { findPrice, type ModelPrice, type PricedTokens, priceOf } from '../../../core/model/model-price.ts'
import { countTokens, type UsageReading } from '../../../core/model/usage.ts'

/** One answer of a model, as recorded in a session's file. */
export interface ModelAnswer {
  /** Identifies one answer. An answer may span several lines, each with larger counts than the line before. */
  readonly key: string
  readonly model: string
  readonly tokens: PricedTokens
  /** Whether the answer comes from a subagent, which has a context window of its own. */
  readonly isSidechain: boolean
}

export interface AnswerSum {
  readonly add: (message: ModelAnswer) => void
  /** Models that answered and have no price. */
  readonly unpriced: () => readonly string[]
  readonly reading: () => Omit<UsageReading, 'session'>
}

/**
 * Adds up the answers of one session. Lines of a growing answer repeat its tokens, so each answer counts once. Long: its functions share
 * one sum.
 */
export function createAnswerSum(
  prices: Readonly<Record<string, ModelPrice>>,
  /** Context window, in tokens, of a model that the prices do not list. Null if unknown. */
  windowOf: (model: string) => number | null = () => null,
): AnswerSum {
  const messages = new Map<string, ModelAnswer>()
  const unpriced = new Set<string>()
  const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  let usd = 0
  let last: ModelAnswer | null = null

  function add(message: ModelAnswer): void {
    const known = messages.get(message.key)
    if (!message.isSidechain) last = message
    if (known !== undefined && countTokens(known.tokens) >= countTokens(message.tokens)) return
    messages.set(message.key, message)
    if (known !== undefined) count(known, -1)
    count(message, 1)
  }

  function count(message: ModelAnswer, sign: 1 | -1): void {
    for (const kind of ['input', 'output', 'cacheRead', 'cacheWrite'] as const) tokens[kind] += sign * message.tokens[kind]
    const price = findPrice(prices, message.model)
    if (price === null) unpriced.add(message.model)
    else usd += sign * priceOf(message.tokens, price)
  }

  function reading(): Omit<UsageReading, 'session'> {
    const contextTokens = last === null ? null : countTokens(last.tokens)
    const window = last === null ? null : (findPrice(prices, last.model)?.context ?? windowOf(last.model))
    // More tokens than fit: the price table has the wrong window for this model.
    const isKnown = contextTokens !== null && window !== null && contextTokens <= window
    return {
      tokens: { ...tokens },
      usd: unpriced.size > 0 ? null : Math.round(usd * 1e6) / 1e6,
      contextTokens,
      context: isKnown ? contextTokens / window : null,
    }
  }

  return { add, unpriced: () => [...unpriced], reading }
}
