import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReset } from '../../../../src/core/policy/limits/read-reset.ts'

const at = (iso: string) => Date.parse(iso)
const noon = { now: at('2026-11-21T12:00:00Z'), zone: 'Europe/Berlin' }

test.each([
  // These are Claude Code's own words.
  ["You've hit your limit · resets 3pm (Europe/Berlin)", '2026-11-21T14:00:00Z'],
  ["You've hit your limit · resets 2:10pm (Europe/Moscow)", '2026-11-22T11:10:00Z'],
  ["You've hit your limit · resets 1:30am (Asia/Dhaka)", '2026-11-21T19:30:00Z'],
  ["You've hit your session limit · resets 12:10am (Europe/Dublin)", '2026-11-22T00:10:00Z'],
  ["You've hit your weekly limit · resets Nov 24, 11:30am (Asia/Calcutta)", '2026-11-24T06:00:00Z'],
  ["You've hit your limit · resets Jan 3 at 4pm (UTC)", null],
  ["You've hit your limit · resets Dec 3, 4pm (UTC)", '2026-12-03T16:00:00Z'],
  ['5-hour limit reached ∙ resets 3pm', '2026-11-21T14:00:00Z'],
  ['Claude AI usage limit reached|1795270000', '2026-11-21T14:06:40Z'],
  ['Limits will reset at 9:30 AM. View your usage details.', '2026-11-22T08:30:00Z'],
  // These texts have a time of day in other forms.
  ['resets at 14:30 UTC', '2026-11-21T14:30:00Z'],
  ['Resets at 14:30', '2026-11-21T13:30:00Z'],
  ['resets at 14:30 UTC+2', '2026-11-21T12:30:00Z'],
  ['resets at 14:30 GMT-05:00', '2026-11-21T19:30:00Z'],
  ['resets at 14:30 UTC+0200', '2026-11-21T12:30:00Z'],
  ['resets at 14:30 +2', '2026-11-21T12:30:00Z'],
  ['resets at 18:00 UTC+05:30', '2026-11-21T12:30:00Z'],
  ['resets at 02:00 UTC+13', '2026-11-21T13:00:00Z'],
  // The names of these time zones have the opposite sign: GMT+5 is five hours behind UTC.
  ['resets at 14:30 (Etc/GMT+5)', '2026-11-21T19:30:00Z'],
  ['resets at 4pm PST', '2026-11-22T00:00:00Z'],
  ['resets at 12 am UTC', '2026-11-22T00:00:00Z'],
  ['resets at 12:30 p.m. UTC', '2026-11-21T12:30:00Z'],
  ['resets tomorrow at 3pm (UTC)', '2026-11-22T15:00:00Z'],
  ['resets Monday 9am (UTC)', '2026-11-23T09:00:00Z'],
  ['resets Sat 9am (UTC)', '2026-11-28T09:00:00Z'],
  ['Quota used up; available again at 13:05 (Asia/Tokyo)', '2026-11-22T04:05:00Z'],
  ['limited until 2026-11-21T18:00:00Z', '2026-11-21T18:00:00Z'],
  ['limited until 2026-11-21 18:00:30+02:00', '2026-11-21T16:00:30Z'],
  ['limited until 2026-11-21T18:00Z', '2026-11-21T18:00:00Z'],
  // These texts say how long to wait.
  ['try again in 5 minutes', '2026-11-21T12:05:00Z'],
  ['Please try again in 1m3.5s.', '2026-11-21T12:01:03.5Z'],
  ['Please try again in 20ms.', '2026-11-21T12:00:00.020Z'],
  ['Please try again in 1.25s.', '2026-11-21T12:00:01.250Z'],
  ['try again in 500 milliseconds', '2026-11-21T12:00:00.500Z'],
  ['resets in 2 hours and 30 minutes', '2026-11-21T14:30:00Z'],
  ['resets in 3d 2h', '2026-11-24T14:00:00Z'],
  ['Retrying in 5s · attempt 4/10', '2026-11-21T12:00:05Z'],
  ['wait 90 seconds', '2026-11-21T12:01:30Z'],
  ['Retry-After: 30', '2026-11-21T12:00:30Z'],
  ['{"retry_after": 12.5}', '2026-11-21T12:00:12.5Z'],
  ['retry after 30s', '2026-11-21T12:00:30Z'],
  ['x-ratelimit-reset: 1795270000', '2026-11-21T14:06:40Z'],
  ['x-ratelimit-reset: 1795270000000', '2026-11-21T14:06:40Z'],
  ['reset=1795270000', '2026-11-21T14:06:40Z'],
  ['reset = 1795270000', '2026-11-21T14:06:40Z'],
  ['x-ratelimit-reset-tokens: 1795270000', '2026-11-21T14:06:40Z'],
  ['resets at 1795270000', '2026-11-21T14:06:40Z'],
  ['usage limit reached|1795270000 · /upgrade', '2026-11-21T14:06:40Z'],
  // These are the latest times that the end of a limit may have.
  ['resets in 32 days', '2026-12-23T12:00:00Z'],
  ['limited until 2026-10-20T12:00:00Z', '2026-10-20T12:00:00Z'],
  // These texts name no time, or an impossible time.
  ["You've hit your limit", null],
  ['API Error: Request rejected (429) · This request would exceed your account rate limit. Please try again later.', null],
  ['API Error: 529 Overloaded', null],
  ['resets 3pm (Atlantis/Capital)', null],
  ['resets at 25:00 UTC', null],
  ['resets 13pm (UTC)', null],
  ['resets at 14:75 UTC', null],
  ['limited until 2020-01-01T00:00:00Z', null],
  ['usage limit reached|17952700001', null],
  ['attempt 4 of 10, retry 3', null],
  ['resets in 400 days', null],
  ['80 % of your limit used at 3pm', null],
  ['', null],
])('the limit %j is over at %s', (text, expected) => {
  expect(readReset(text, noon)).toBe(expected === null ? null : at(expected))
})

test.each([
  ['just after its own time', '2026-11-21T14:10:00Z', '2026-11-21T14:00:00Z'],
  ['half an hour after it', '2026-11-21T14:30:00Z', '2026-11-22T14:00:00Z'],
  ['half an hour and more after it', '2026-11-21T14:31:00Z', '2026-11-22T14:00:00Z'],
  ['over midnight', '2026-11-21T22:30:00Z', '2026-11-22T14:00:00Z'],
])('the reset "3 pm in Berlin" is read if it was said %s', (_when, now, expected) => {
  expect(readReset('resets 3pm (Europe/Berlin)', { now: at(now), zone: 'UTC' })).toBe(at(expected))
})

test.each([
  ['before the clocks go forward', 'resets 3pm (Europe/Berlin)', '2026-03-28T20:00:00Z', '2026-03-29T13:00:00Z'],
  ['in the hour that is left out', 'resets 2:30am (Europe/Berlin)', '2026-03-28T20:00:00Z', '2026-03-29T01:30:00Z'],
  ['before the clocks go back', 'resets 3pm (Europe/Berlin)', '2026-10-24T20:00:00Z', '2026-10-25T14:00:00Z'],
  ['in the hour that comes twice', 'resets 2:30am (Europe/Berlin)', '2026-10-24T20:00:00Z', '2026-10-25T01:30:00Z'],
  ['where clocks change by half an hour', 'resets 3pm (Australia/Lord_Howe)', '2026-10-03T10:00:00Z', '2026-10-04T04:00:00Z'],
  ['over the end of the year', 'resets Jan 2, 8am (UTC)', '2026-12-30T12:00:00Z', '2027-01-02T08:00:00Z'],
  ['on a leap day', 'resets tomorrow at 8am (UTC)', '2028-02-28T12:00:00Z', '2028-02-29T08:00:00Z'],
])('a reset time is read: %s', (_when, text, now, expected) => {
  expect(readReset(text, { now: at(now), zone: 'UTC' })).toBe(at(expected))
})

test('a time of day is the next such time in any zone on any day, or at most an hour from it if the clocks skip that time', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Calcutta', 'Australia/Lord_Howe', 'UTC', 'Pacific/Apia')
  const times = fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') })
  fc.assert(
    fc.property(zones, times, fc.nat(23), fc.nat(59), (zone, now, hour, minute) => {
      const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const reset = readReset(`resets at ${clock} (${zone})`, { now, zone: 'UTC' })
      if (reset === null) throw new Error(`${clock} was not read`)
      expect(reset - now).toBeGreaterThan(-1_800_000)
      expect(reset - now).toBeLessThanOrEqual(25 * 3_600_000)
      const { format } = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      const isSkipped = minutesAround(reset).every(time => format(time) !== clock)
      if (isSkipped) expect(Math.abs(Number(format(reset).slice(0, 2)) - hour)).toBeLessThanOrEqual(1)
      else expect(format(reset)).toBe(clock)
    }),
    { examples: [['Europe/Berlin', at('2026-03-28T20:00:00Z'), 2, 30]] },
  )
})

/** The minutes of two hours before and after a time. Clocks change by an hour at most. */
function minutesAround(time: number): readonly number[] {
  return Array.from({ length: 241 }, (_, index) => time + (index - 120) * 60_000)
}

test('any text gives a time or nothing, and no error', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const reset = readReset(`resets ${text}`, noon)
      expect(reset === null || Number.isFinite(reset)).toBe(true)
    }),
  )
})
