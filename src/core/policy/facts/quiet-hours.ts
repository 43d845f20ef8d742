import type { QuietHours } from '../../model/alert.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/**
 * Returns when the present quiet hours end, in ms since the epoch. It takes into account that clocks may change in the time zone. Returns
 * null outside quiet hours.
 */
export function endOfQuiet(hours: QuietHours, now: number): number | null {
  const minute = minuteOfDay(hours.zone, now)
  if (!isQuiet(hours, minute)) return null
  const left = (hours.toMinute - minute + DAY_MINUTES) % DAY_MINUTES
  const expected = now - (now % MINUTE_MS) + left * MINUTE_MS
  const drift = shortWay(minuteOfDay(hours.zone, expected) - hours.toMinute)
  if (drift === 0) return expected
  const corrected = expected - drift * MINUTE_MS
  if (minuteOfDay(hours.zone, corrected) === hours.toMinute) return corrected
  // The minute at which the quiet hours end does not exist on this day, because the clocks skip it. So the quiet hours end when the clocks
  // change.
  return firstLoud(hours, corrected, expected)
}

function isQuiet({ fromMinute, toMinute }: QuietHours, minute: number): boolean {
  if (fromMinute < toMinute) return minute >= fromMinute && minute < toMinute
  return minute >= fromMinute || minute < toMinute
}

/** Finds the first minute that is not quiet, by halving the time between a quiet minute and one that is not. */
function firstLoud(hours: QuietHours, quiet: number, loud: number): number {
  if (loud - quiet <= MINUTE_MS) return loud
  const middle = quiet + Math.floor((loud - quiet) / 2 / MINUTE_MS) * MINUTE_MS
  return isQuiet(hours, minuteOfDay(hours.zone, middle)) ? firstLoud(hours, middle, loud) : firstLoud(hours, quiet, middle)
}

/** Returns the difference between two minutes of the day, at most half a day in either direction. */
function shortWay(minutes: number): number {
  const forward = (minutes + DAY_MINUTES) % DAY_MINUTES
  return forward > DAY_MINUTES / 2 ? forward - DAY_MINUTES : forward
}

/** Returns the time of day in a time zone. It uses only the tables of time zones, so every machine gets the same result. */
function minuteOfDay(zone: string, at: number): number {
  const clock =
    CLOCKS.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  CLOCKS.set(zone, clock)
  const [hour = 0, minute = 0] = clock.format(at).split(':').map(Number)
  return hour * 60 + minute
}

// The formatters are kept, because making one takes about 50 µs and the policy runs at every event.
const CLOCKS = new Map<string, Intl.DateTimeFormat>()
