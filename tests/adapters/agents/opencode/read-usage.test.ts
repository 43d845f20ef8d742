import { expect, test } from 'vitest'
import { readUsage } from '../../../../src/adapters/agents/opencode/read-usage.ts'

// opencode 1.18.33: the sums of a session, and its last answer.
const tokens = { input: 3000, output: 30, reasoning: 12, cache: { read: 500, write: 70 } }
const answer = { input: 1000, output: 10, reasoning: 0, cache: { read: 0, write: 0 } }
const signal = {
  type: 'usage',
  session: 'ses_1',
  model: 'claude-opus-4-5',
  cost: 0.01575,
  tokens,
  context: { tokens: answer, window: 200_000 },
} as const
const price = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 3, cacheWriteHour: null, context: null }

test("usage sums are taken from opencode's own figures, and thoughts count as output", () => {
  expect(readUsage(signal, {})).toEqual({
    kind: 'usage',
    session: 'ses_1',
    tokens: { input: 3000, output: 42, cacheRead: 500, cacheWrite: 70 },
    usd: 0.01575,
    contextTokens: 1010,
    context: 1010 / 200_000,
  })
})

test("a model that opencode has no price for gets the profile's price; without either the cost is unknown", () => {
  expect(readUsage({ ...signal, cost: 0 }, {})).toMatchObject({ usd: null })
  expect(readUsage({ ...signal, cost: 0 }, { 'claude-opus-4-5': price })).toMatchObject({ usd: 0.00673 })
})

test("the context's fullness is reported only if the window's size is known and not exceeded", () => {
  expect(readUsage({ ...signal, context: null }, {})).toMatchObject({ contextTokens: null, context: null })
  expect(readUsage({ ...signal, context: { tokens: answer, window: null } }, {})).toMatchObject({ contextTokens: 1010, context: null })
  expect(readUsage({ ...signal, context: { tokens: answer, window: 1000 } }, {})).toMatchObject({ context: null })
  expect(readUsage(signal, { 'claude-opus-4-5': { ...price, context: 10_100 } })).toMatchObject({ context: 0.1 })
})
