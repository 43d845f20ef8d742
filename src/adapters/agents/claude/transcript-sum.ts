import { findPrice, type ModelPrice, priceOf } from '../../../core/model/model-price.ts'
import { countTokens, type UsageReading } from '../../../core/model/usage.ts'
import type { TranscriptMessage } from './transcript-message.ts'

export interface TranscriptSum {
  readonly add: (message: TranscriptMessage) => void
  /** Models that took part and have no price. */
  readonly unpriced: () => readonly string[]
  readonly reading: () => Omit<UsageReading, 'session'>
}

/** Adds up the answers of one session, each once: every line of a growing answer repeats what came before. */
export function createTranscriptSum(prices: Readonly<Record<string, ModelPrice>>): TranscriptSum {
  const messages = new Map<string, TranscriptMessage>()
  const unpriced = new Set<string>()
  const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  let usd = 0
  let last: TranscriptMessage | null = null

  function add(message: TranscriptMessage): void {
    const known = messages.get(message.key)
    if (!message.isSidechain) last = message
    if (known !== undefined && countTokens(known.tokens) >= countTokens(message.tokens)) return
    messages.set(message.key, message)
    if (known !== undefined) count(known, -1)
    count(message, 1)
  }

  function count(message: TranscriptMessage, sign: 1 | -1): void {
    for (const kind of ['input', 'output', 'cacheRead', 'cacheWrite'] as const) tokens[kind] += sign * message.tokens[kind]
    const price = findPrice(prices, message.model)
    if (price === null) unpriced.add(message.model)
    else usd += sign * priceOf(message.tokens, price)
  }

  function reading(): Omit<UsageReading, 'session'> {
    const contextTokens = last === null ? null : countTokens(last.tokens)
    const window = last === null ? null : (findPrice(prices, last.model)?.context ?? null)
    // More than fits: the window is another one than the table says.
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
