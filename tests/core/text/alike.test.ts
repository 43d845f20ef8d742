import { expect, test } from 'vitest'
import { areAlike, withoutNumbers } from '../../../src/core/text/alike.ts'

test('two texts count as alike if they differ in numbers, hashes, addresses, case and punctuation', () => {
  expect(withoutNumbers('Error at 0x7ffe12: commit 1a2b3c4d5e, line 12 (3.4 s)!')).toBe('error at # commit # line 0 0 0 s')
  expect(areAlike('try 1: FAILED', 'try 45 — failed', 1)).toBe(true)
})

test.each([
  ['Going well', 'Still going well', 0.6, true],
  ['Everything is going well so far', 'So far everything is going well', 0.6, true],
  ['I am done with the parser', 'The routes need another look', 0.6, false],
  ['Error: cannot find module "left"', 'Error: cannot find module "right"', 0.8, false],
  ['FAIL tests/a.test.ts > adds numbers', 'FAIL tests/b.test.ts > subtracts dates', 0.8, false],
  ['テストはまだ失敗しています', 'テストは失敗しています', 0.6, true],
  ['进展顺利,继续', '一切进展顺利', 0.6, true],
  ['', '', 0.6, true],
  ['', 'going well', 0.6, false],
  ['---', '!!!', 0.6, true],
])('whether %j and %j count as alike', (one, other, share, alike) => {
  expect(areAlike(one, other, share)).toBe(alike)
  expect(areAlike(other, one, share)).toBe(alike)
})
