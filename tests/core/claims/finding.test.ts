import { expect, test } from 'vitest'
import { quoteLines } from '../../../src/core/claims/finding.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => ({ path: 'a.ts', text: `line ${at}` }))
const FIVE = 'a.ts: `line 0`; a.ts: `line 1`; a.ts: `line 2`; a.ts: `line 3`; a.ts: `line 4`'

test('up to five lines are quoted whole', () => {
  expect(quoteLines(lines(5))).toBe(FIVE)
})

test('of more lines the others are counted', () => {
  expect(quoteLines(lines(7))).toBe(`${FIVE} and 2 more`)
})

test('a long line is cut', () => {
  expect(quoteLines([{ path: 'a.ts', text: 'x'.repeat(200) }])).toBe(`a.ts: \`${'x'.repeat(120)}\``)
})
