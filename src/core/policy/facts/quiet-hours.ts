import type { QuietHours } from '../../model/alert.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** When the current quiet hours end (ms), allowing for clock changes in the zone. Returns null outside quiet hours. */
export function endOfQuiet(hours: QuietHours, now: number): number | null {
  const minute = minuteOfDay(hours.zone, now)
  if (!isQuiet(hours, minute)) return null
  const left = (hours.toMinute - minute + DAY_MINUTES) % DAY_MINUTES
  const expected = now - (now % MINUTE_MS) + left * MINUTE_MS
  const drift = shortWay(minuteOfDay(hours.zone, expected) - hours.toMinute)
  if (drift === 0) return expected
  const corrected = expected - drift * MINUTE_MS
  if (minuteOfDay(hours.zone, corrected) === hours.toMinute) return corrected
  // The clocks skip exactly that minute, so the quiet hours end when the clocks change.
  return firstLoud(hours, corrected, expected)
}

function isQuiet({ fromMinute, toMinute }: QuietHours, minute: number): boolean {
  if (fromMinute < toMinute) return minute >= fromMinute && minute < toMinute
  return minute >= fromMinute || minute < toMinute
}

/** A binary search between a quiet minute and a later minute that is not quiet. */
function firstLoud(hours: QuietHours, quiet: number, loud: number): number {
  if (loud - quiet <= MINUTE_MS) return loud
  const middle = quiet + Math.floor((loud - quiet) / 2 / MINUTE_MS) * MINUTE_MS
  return isQuiet(hours, minuteOfDay(hours.zone, middle)) ? firstLoud(hours, middle, loud) : firstLoud(hours, quiet, middle)
}

/** The difference of two minutes of the day: at most half a day in either direction. */
function shortWay(minutes: number): number {
  const forward = (minutes + DAY_MINUTES) % DAY_MINUTES
  return forward > DAY_MINUTES / 2 ? forward - DAY_MINUTES : forward
}

/** The wall-clock time in a zone, computed from the time zone tables only, so that every machine gets the same result. */
function minuteOfDay(zone: string, at: number): number {
  const clock =
    CLOCKS.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  CLOCKS.set(zone, clock)
  const [hour = 0, minute = 0] = clock.format(at).split(':').map(Number)
  return hour * 60 + minute
}

// Creating a formatter takes about 50 µs, and the policy runs at every event.
const CLOCKS = new Map<string, Intl.DateTimeFormat>()
