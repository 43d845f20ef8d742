import { expect, test } from 'vitest'
import { backoffMs } from '../../../../src/core/policy/engine/backoff.ts'

test('each wait is twice as long as the wait before, from the shortest to the longest', () => {
  const waits = [0, 1, 2, 3, 4, 5, 2_000].map(tries => backoffMs(tries, { min: 10, max: 75 }))
  expect(waits).toEqual([10, 10, 20, 40, 75, 75, 75])
})
