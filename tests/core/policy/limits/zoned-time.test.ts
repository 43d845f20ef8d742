import { expect, test } from 'vitest'
import { isZone, weekdayOf } from '../../../../src/core/policy/limits/zoned-time.ts'

test.each([
  ['a Saturday', { year: 2026, month: 11, day: 21 }, 6],
  ['a Sunday', { year: 2026, month: 11, day: 22 }, 0],
  ['a leap day', { year: 2028, month: 2, day: 29 }, 2],
  ['the day of the epoch', { year: 1970, month: 1, day: 1 }, 4],
  ['a day before the epoch', { year: 1969, month: 12, day: 27 }, 6],
])('days of the week are counted from Sunday: %s', (_name, date, expected) => {
  expect(weekdayOf({ ...date, hour: 0, minute: 0 })).toBe(expected)
})

test('an unknown time zone is rejected', () => {
  expect([isZone('Europe/Berlin'), isZone('Atlantis/Capital'), isZone('Atlantis/Capital')]).toEqual([true, false, false])
})
