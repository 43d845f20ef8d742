import { expect, test } from 'vitest'
import { readRolloutLine } from '../../../../src/adapters/agents/codex/rollout-line.ts'
import { createRolloutSum } from '../../../../src/adapters/agents/codex/rollout-sum.ts'
import { RECORDED } from './recorded-rollout.ts'

const PRICES = {
  'gpt-5.2-codex': { input: 2, output: 10, cacheRead: 0.5, cacheWrite: 4, cacheWriteHour: null, context: null },
}
const USAGE = { input_tokens: 1000, cached_input_tokens: 600, cache_write_input_tokens: 100, output_tokens: 50, total_tokens: 1050 }

function sumOf(...lines: readonly string[]) {
  const sum = createRolloutSum(PRICES)
  for (const text of lines) {
    const line = readRolloutLine(text)
    if (line !== null) sum.add(line)
  }
  return sum
}

const begin = [RECORDED.started(1), RECORDED.model(1, 'gpt-5.2-codex')]

test("each answer counts once, at its model's price, with cached tokens apart from the input that contains them", () => {
  const answer = RECORDED.answer(2, 'r1', USAGE)
  const { tokens, usd } = sumOf(...begin, answer, answer, RECORDED.answer(3, 'r2', USAGE)).reading()
  expect(tokens).toEqual({ input: 600, output: 100, cacheRead: 1200, cacheWrite: 200 })
  expect(usd).toBe((600 * 2 + 100 * 10 + 1200 * 0.5 + 200 * 4) / 1e6)
})

test('the fullness of the context is the input of the last answer as a share of the window that the turn named', () => {
  const sum = sumOf(...begin, RECORDED.answer(2, 'r1', USAGE), RECORDED.answer(3, 'r2', { ...USAGE, input_tokens: 25_790 }))
  expect(sum.reading()).toMatchObject({ contextTokens: 25_840, context: 0.1 })
})

test('after a summary has replaced the conversation, the fullness of the context is unknown until the next answer', () => {
  const sum = sumOf(...begin, RECORDED.answer(2, 'r1', USAGE), RECORDED.compacted(3))
  expect(sum.reading()).toMatchObject({ contextTokens: null, context: null, tokens: { input: 300 } })
})

test('a model without a price makes the cost unknown, and is named', () => {
  const sum = sumOf(...begin, RECORDED.answer(2, 'r1', USAGE), RECORDED.model(3, 'local-one'), RECORDED.answer(4, 'r2', USAGE))
  expect(sum.reading().usd).toBeNull()
  expect(sum.unpriced()).toEqual(['local-one'])
})

test('rollout lines about other things, and lines that are not JSON, are skipped', () => {
  const other = JSON.stringify({ timestamp: '2026-11-22T08:10:03.500Z', type: 'response_item', payload: { type: 'message', role: 'user' } })
  expect([other, '{"type":"task_complete"', '{"type":"task_complete"}', ''].map(readRolloutLine)).toEqual([null, null, null, null])
})
