import { expect, test } from 'vitest'
import { isBetter, testCountsIn } from '../../../src/core/text/test-counts.ts'

test.each([
  [' Test Files  1 failed | 2 passed (3)\n      Tests  3 failed | 42 passed (45)', 3, 42],
  ['Tests:       2 failed, 10 passed, 12 total', 2, 10],
  ['=== 1 failed, 7 passed, 1 warning in 0.3s ===', 1, 7],
  ['FAILED (failures=2, errors=1)', 1, null],
  ['test result: FAILED. 5 passed; 1 failed; 0 ignored', 1, 5],
  ['  12 passing (8ms)\n  3 failing', 3, 12],
  ['Found 14 errors in 3 files.', 14, null],
  ['error: could not compile', null, null],
])('the test counts in %j are read', (text, failed, passed) => {
  expect(testCountsIn(text)).toEqual({ failed, passed })
})

test('fewer failures or more passes are better, and a missing count cannot be compared', () => {
  const counts = (failed: number | null, passed: number | null) => ({ failed, passed })
  expect(isBetter(counts(2, 5), counts(3, 5))).toBe(true)
  expect(isBetter(counts(3, 6), counts(3, 5))).toBe(true)
  expect(isBetter(counts(3, 5), counts(3, 5))).toBe(false)
  expect(isBetter(counts(4, 5), counts(3, 5))).toBe(false)
  expect(isBetter(counts(null, 5), counts(3, null))).toBe(false)
})
