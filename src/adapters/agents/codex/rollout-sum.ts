import { findPrice, type ModelPrice, priceOf } from '../../../core/model/model-price.ts'
import type { UsageReading } from '../../../core/model/usage.ts'
import type { RolloutLine } from './rollout-line.ts'

export interface RolloutSum {
  readonly add: (line: RolloutLine) => void
  /** How many answers were counted. */
  readonly answers: () => number
  /** Models that took part and have no price. */
  readonly unpriced: () => readonly string[]
  readonly reading: () => Omit<UsageReading, 'session'>
}

/** Adds up the answers of one session, each once, at the price of the model that was set when it came. */
export function createRolloutSum(prices: Readonly<Record<string, ModelPrice>>): RolloutSum {
  const counted = new Set<string>()
  const unpriced = new Set<string>()
  const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  let usd = 0
  let model = ''
  let contextTokens: number | null = null
  let window: number | null = null

  function add(line: RolloutLine): void {
    if (line.kind === 'model') model = line.model
    if (line.kind === 'turn-began') window = line.window
    // How much the summary fills, its next answer says.
    if (line.kind === 'compacted') contextTokens = null
    if (line.kind === 'answer') count(line)
  }

  function count(answer: Extract<RolloutLine, { kind: 'answer' }>): void {
    if (counted.has(answer.response)) return
    counted.add(answer.response)
    for (const kind of ['input', 'output', 'cacheRead', 'cacheWrite'] as const) tokens[kind] += answer.tokens[kind]
    contextTokens = answer.context
    const price = findPrice(prices, model)
    if (price === null) unpriced.add(model)
    else usd += priceOf({ ...answer.tokens, cacheWriteHour: 0 }, price)
  }

  function reading(): Omit<UsageReading, 'session'> {
    return {
      tokens: { ...tokens },
      usd: unpriced.size > 0 ? null : Math.round(usd * 1e6) / 1e6,
      contextTokens,
      context: contextTokens === null || window === null || contextTokens > window ? null : contextTokens / window,
    }
  }

  return { add, answers: () => counted.size, unpriced: () => [...unpriced], reading }
}
