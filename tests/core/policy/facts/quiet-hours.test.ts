import { expect, test } from 'vitest'
import type { QuietHours } from '../../../../src/core/model/alert.ts'
import { endOfQuiet } from '../../../../src/core/policy/facts/quiet-hours.ts'

const night: QuietHours = { fromMinute: 22 * 60, toMinute: 7 * 60, zone: 'Europe/Berlin' }
const lunch: QuietHours = { fromMinute: 12 * 60, toMinute: 13 * 60 + 30, zone: 'UTC' }

test.each([
  ['before midnight they end the next morning', night, '2026-11-20T23:15:20+01:00', '2026-11-21T07:00:00+01:00'],
  ['after midnight they end the same morning', night, '2026-11-21T00:00:00+01:00', '2026-11-21T07:00:00+01:00'],
  ['they begin with the very minute', night, '2026-11-20T22:00:00+01:00', '2026-11-21T07:00:00+01:00'],
  ['they last to the end of the minute before', night, '2026-11-21T06:59:59.999+01:00', '2026-11-21T07:00:00+01:00'],
  ['within one day they end on that day', lunch, '2026-11-20T12:01:00Z', '2026-11-20T13:30:00Z'],
  ['the night in which clocks go forward is an hour shorter', night, '2026-03-28T23:00:00+01:00', '2026-03-29T07:00:00+02:00'],
  ['the night in which clocks go back is an hour longer', night, '2026-10-24T23:00:00+02:00', '2026-10-25T07:00:00+01:00'],
  [
    'an end that the clocks jump over is when they jump',
    { ...night, toMinute: 2 * 60 + 30 },
    '2026-03-28T23:10:00+01:00',
    '2026-03-29T03:00:00+02:00',
  ],
  [
    'an end that comes twice ends them the first time',
    { ...night, toMinute: 150 },
    '2026-10-24T23:00:00+02:00',
    '2026-10-25T02:30:00+02:00',
  ],
  ['zones may be off by half an hour', { ...night, zone: 'Asia/Kolkata' }, '2026-11-20T23:00:00+05:30', '2026-11-21T07:00:00+05:30'],
])('quiet hours: %s', (_title, hours, now, end) => {
  expect(iso(endOfQuiet(hours, Date.parse(now)))).toBe(iso(Date.parse(end)))
})

test.each([
  ['one minute before they begin', night, '2026-11-20T21:59:59+01:00'],
  ['the minute they end', night, '2026-11-21T07:00:00+01:00'],
  ['the end of those within a day', lunch, '2026-11-20T13:30:00Z'],
  ['the same time in another zone', night, '2026-11-20T23:00:00-05:00'],
])('quiet hours do not hold: %s', (_title, hours, now) => {
  const inZone = now.endsWith('-05:00') ? { ...hours, zone: 'Asia/Tokyo' } : hours
  expect(endOfQuiet(inZone, Date.parse(now))).toBeNull()
})

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
