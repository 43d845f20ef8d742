import { expect, test } from 'vitest'
import { memoizeLast } from '../../../../../src/core/policy/engine/cache/memoize-last.ts'

test('an answer is worked out once for as long as the same object is asked about', () => {
  const asked: (readonly number[])[] = []
  const sizeOf = memoizeLast((list: readonly number[]) => {
    asked.push(list)
    return list.length
  })
  const [one, other] = [
    [1, 2],
    [1, 2, 3],
  ]
  expect([sizeOf(one), sizeOf(one), sizeOf(other), sizeOf(other)]).toEqual([2, 2, 3, 3])
  expect(asked).toEqual([one, other])
  expect(sizeOf(one)).toBe(2)
})
