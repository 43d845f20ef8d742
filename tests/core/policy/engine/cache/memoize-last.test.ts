import { expect, test } from 'vitest'
import { memoizeLast } from '../../../../../src/core/policy/engine/cache/memoize-last.ts'

test('the cached function runs once while the same object is asked for', () => {
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

test('an irrelevant difference keeps the last result, and each object is compared with the one before', () => {
  const seen: (readonly [number, number, string])[] = []
  const textOf = memoizeLast(
    (number: number) => `from ${number}`,
    (before, after, answer) => {
      seen.push([before, after, answer])
      return after - before < 2
    },
  )
  expect([1, 2, 3, 5].map(textOf)).toEqual(['from 1', 'from 1', 'from 1', 'from 5'])
  expect(seen).toEqual([
    [1, 2, 'from 1'],
    [2, 3, 'from 1'],
    [3, 5, 'from 1'],
  ])
})

test('after a failure the cached function runs again', () => {
  const answers = [() => 1, () => Number('broken').toFixed(-1), () => 3]
  const next = memoizeLast((_: object) => answers.shift()?.())
  next({})
  const other = {}
  expect(() => next(other)).toThrow(RangeError)
  expect(next(other)).toBe(3)
})
