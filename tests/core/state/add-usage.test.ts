import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUsage } from '../../../src/core/state/add-usage.ts'

const reading = (over: object = {}) => ({
  incarnation: 1,
  session: 's1' as string | null,
  tokens: { input: 10, output: 5, cacheRead: 100, cacheWrite: 20 },
  usd: 0.5 as number | null,
  contextTokens: 130 as number | null,
  context: 0.1 as number | null,
  ...over,
})

test('a later usage reading of the same session replaces the earlier one', () => {
  const usage = addUsage(addUsage(null, reading(), 1), reading({ usd: 0.75, context: 0.2 }), 2)
  expect(usage).toMatchObject({ tokens: 135, usd: 0.75, context: 0.2, isUsdPartial: false })
})

test('the usage of several sessions is added up, and the context is that of the last session', () => {
  const usage = addUsage(addUsage(null, reading({ context: 0.9 }), 1), reading({ session: 's2', context: 0.05 }), 2)
  expect(usage).toMatchObject({ tokens: 270, usd: 1, context: 0.05, at: 2 })
})

test('sessions without a name are told apart by their incarnation', () => {
  const usage = addUsage(addUsage(null, reading({ session: null }), 1), reading({ session: null, incarnation: 2 }), 2)
  expect(usage.tokens).toBe(270)
})

test('if one session has no price, the cost is a minimum, not unknown', () => {
  const usage = addUsage(addUsage(null, reading(), 1), reading({ session: 's2', usd: null }), 2)
  expect(usage).toMatchObject({ usd: 0.5, isUsdPartial: true })
})

test('the cost is unknown if no session has a price', () => {
  expect(addUsage(null, reading({ usd: null }), 1)).toMatchObject({ usd: null, isUsdPartial: true, tokens: 135 })
})

test('a reading without new usage does not show that a model answered', () => {
  expect(addUsage(addUsage(null, reading(), 1), reading(), 9).at).toBe(1)
})

test('usage readings in any order, repeated or cut short, give the same sum', () => {
  const counts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(counts, fc.nat(1_000), (outputs, seed) => {
      const rotated = [...outputs.slice(seed % outputs.length), ...outputs.slice(0, seed % outputs.length)]
      const sum = (list: readonly number[]) =>
        list.reduce<ReturnType<typeof addUsage> | null>(
          (usage, output) =>
            addUsage(usage, reading({ tokens: { input: 0, output, cacheRead: 0, cacheWrite: 0 }, usd: output / 1_000 }), 1),
          null,
        )
      expect(sum(rotated)?.tokens).toBe(Math.max(...outputs))
      expect(sum(rotated)?.usd).toBe(sum(outputs)?.usd)
    }),
  )
})
