import type { ModelPrice } from '../../../core/model/model-price.ts'
import { type AnswerSum, createAnswerSum } from '../signals/answer-sum.ts'
import type { RolloutLine } from './rollout-line.ts'

export interface RolloutSum extends Omit<AnswerSum, 'add'> {
  readonly add: (line: RolloutLine) => void
}

/** Sums up the tokens and the cost of all answers in one session. Each answer counts once, at the price of the model that gave it. */
export function createRolloutSum(prices: Readonly<Record<string, ModelPrice>>): RolloutSum {
  let model = ''
  let window: number | null = null
  let isCompacted = false
  const answers = createAnswerSum(prices, () => window)

  function add(line: RolloutLine): void {
    if (line.kind === 'model') model = line.model
    if (line.kind === 'turn-began') window = line.window
    if (line.kind === 'compacted') isCompacted = true
    if (line.kind !== 'answer') return
    isCompacted = false
    answers.add({ key: line.response, model, tokens: { ...line.tokens, cacheWriteHour: 0 }, isSidechain: false })
  }

  return {
    add,
    unpriced: answers.unpriced,
    // After a compaction, it is unknown how full the context window is, until the next answer says it.
    reading: () => ({ ...answers.reading(), ...(isCompacted ? { contextTokens: null, context: null } : {}) }),
  }
}
