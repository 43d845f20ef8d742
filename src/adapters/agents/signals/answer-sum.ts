import { findPrice, type ModelPrice, type PricedTokens, priceOf } from '../../../core/model/model-price.ts'
import { countTokens, type UsageReading } from '../../../core/model/usage.ts'

/** One answer of a model, as the program records it in the file of its session. */
export interface ModelAnswer {
  /** The id of the answer. An answer may be recorded in several lines, each with higher counts than the line before. */
  readonly key: string
  readonly model: string
  readonly tokens: PricedTokens
  /** Whether the answer comes from a subagent, which has a context window of its own. */
  readonly isSidechain: boolean
}

export interface AnswerSum {
  readonly add: (message: ModelAnswer) => void
  /** Models that have answered, but for which no price is known. */
  readonly unpriced: () => readonly string[]
  readonly reading: () => Omit<UsageReading, 'session'>
}

/**
 * Adds up the tokens and the cost of the answers in one session. Several lines may repeat the tokens of a growing answer, so each answer
 * counts only once. Long: the inner functions share the sum.
 */
export function createAnswerSum(
  prices: Readonly<Record<string, ModelPrice>>,
  /** The size of the context window, in tokens, of a model that is not in the list of prices. null: unknown. */
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
    // If there are more tokens than fit into the window, the list of prices has a wrong window for this model. The window then counts as
    // unknown.
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
