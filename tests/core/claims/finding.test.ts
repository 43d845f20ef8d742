import { expect, test } from 'vitest'
import { quoteLines } from '../../../src/core/claims/finding.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => ({ path: 'a.ts', text: `line ${at}` }))
const FIVE = 'a.ts: `line 0`; a.ts: `line 1`; a.ts: `line 2`; a.ts: `line 3`; a.ts: `line 4`'

test('a finding quotes up to five lines whole', () => {
  expect(quoteLines(lines(5))).toBe(FIVE)
})

test('a finding with more lines counts the others', () => {
  expect(quoteLines(lines(7))).toBe(`${FIVE} and 2 more`)
})

test('a finding cuts a long line', () => {
  expect(quoteLines([{ path: 'a.ts', text: 'x'.repeat(200) }])).toBe(`a.ts: \`${'x'.repeat(120)}\``)
})
