import { expect, test } from 'vitest'
import { revivalsWithin } from '../../../src/cli/launch/revivals.ts'

const HOUR_MS = 3_600_000

test('relaunches that an earlier watchdog recorded count for an hour, and unreadable records do not count', () => {
  const now = 10 * HOUR_MS
  expect(revivalsWithin(undefined, now)).toEqual([])
  expect(revivalsWithin('', now)).toEqual([])
  expect(revivalsWithin(`${now - HOUR_MS},${now - HOUR_MS + 1},x,${now},${now + 1}`, now)).toEqual([now - HOUR_MS + 1, now])
})
