import { beforeAll, expect, test } from 'vitest'
import { parseMoment } from '../../src/cli/parse-moment.ts'

beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin'
})

// The moment is seven in the morning in Berlin.
const now = Date.parse('2026-11-21T06:00:00.000Z')

test.each([
  ['8h', '2026-11-20T22:00:00.000Z'],
  ['1h30m', '2026-11-21T04:30:00.000Z'],
  ['30d', '2026-10-22T06:00:00.000Z'],
  ['06:30', '2026-11-21T05:30:00.000Z'],
  ['07:00', '2026-11-21T06:00:00.000Z'],
  ['18:00', '2026-11-20T17:00:00.000Z'],
  ['2026-11-20', '2026-11-19T23:00:00.000Z'],
  ['2026-11-20 18:15', '2026-11-20T17:15:00.000Z'],
  ['2026-11-20T18:15:30Z', '2026-11-20T18:15:30.000Z'],
  ['2026-11-20T18:15-05:00', '2026-11-20T23:15:00.000Z'],
])('%s is read as a moment', (text, moment) => {
  expect(new Date(parseMoment(text, now) ?? 0).toISOString()).toBe(moment)
})

test.each(['', 'yesterday', '8', '24:00', '7:00', '2026-13-01', '2026-11-20 25:00', '-8h', '2026'])('%j is refused as a moment', text => {
  expect(parseMoment(text, now)).toBeNull()
})

test('an evening before the clocks changed is read as that evening', () => {
  // In Berlin the day 2026-10-25 has 25 hours.
  const morning = Date.parse('2026-10-25T07:00:00.000Z')
  expect(new Date(parseMoment('18:00', morning) ?? 0).toISOString()).toBe('2026-10-24T16:00:00.000Z')
})
