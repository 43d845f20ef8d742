import { findPrice, type ModelPrice, priceOf } from '../../../core/model/model-price.ts'
import { countTokens, type Tokens } from '../../../core/model/usage.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { OpencodeSignal, OpencodeTokens } from './signal.ts'

/**
 * The usage of a session so far. opencode itself adds up its answers at its own prices. If it has no price (its cost stays 0), the
 * profile's prices are used. The profile may also set another context window.
 */
export function readUsage(
  { session, model = '', cost, tokens: used, context }: Extract<OpencodeSignal, { type: 'usage' }>,
  prices: Readonly<Record<string, ModelPrice>>,
): AgentObservation {
  const price = findPrice(prices, model)
  const tokens = tokensOf(used)
  const priced = price === null ? null : priceOf({ ...tokens, cacheWriteHour: 0 }, price)
  const contextTokens = context === null ? null : countTokens(tokensOf(context.tokens))
  const window = price?.context ?? context?.window ?? null
  const isKnown = contextTokens !== null && window !== null && contextTokens <= window
  return {
    kind: 'usage',
    session,
    tokens,
    usd: cost > 0 ? Math.round(cost * 1e6) / 1e6 : priced,
    contextTokens,
    context: isKnown ? contextTokens / window : null,
  }
}

/** Reasoning costs as much as output. */
function tokensOf({ input, output, reasoning, cache }: OpencodeTokens): Tokens {
  return { input, output: output + reasoning, cacheRead: cache.read, cacheWrite: cache.write }
}
