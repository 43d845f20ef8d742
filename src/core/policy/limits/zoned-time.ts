/** A date and a time of day, as a calendar and a clock on the wall show them. */
export interface WallTime {
  readonly year: number
  /** The month, counted from 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Returns date and time of day in a time zone at a moment (ms since the epoch). */
export function wallTimeIn(zone: string, at: number): WallTime {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute }
}

/**
 * Returns the moment (ms since the epoch) at which the clocks of a zone show this date and time. If they show it twice, because they are
 * set back, it is the later moment. If they never show it, because they are set forward, the result lies as far after the change as the
 * wanted time lies behind the hour that is skipped.
 */
export function timeOfWall(wall: WallTime, zone: string): number {
  const asUtc = utcOf(wall)
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map(near => utcOf(wallTimeIn(zone, near)) - near)
  const candidates = offsets.map(offset => asUtc - offset)
  const shown = candidates.filter(at => utcOf(wallTimeIn(zone, at)) === asUtc)
  return Math.max(...(shown.length > 0 ? shown : candidates))
}

/** Returns the moment at which the clocks show this date and time in UTC. A day after the end of a month counts on into the next month. */
export function utcOf({ year, month, day, hour, minute }: WallTime): number {
  return daysSinceEpoch(year, month, day) * DAY_MS + (hour * 60 + minute) * MINUTE_MS
}

/** Returns the day of the week. 0 is Sunday. */
export function weekdayOf({ year, month, day }: WallTime): number {
  return (((daysSinceEpoch(year, month, day) + 4) % 7) + 7) % 7
}

/** Whether this machine knows the time zone. */
export function isZone(name: string): boolean {
  try {
    formatterOf(name)
    return true
  } catch {
    return false
  }
}

/** Years begin in March here, so that the leap day comes last. Every five months then have 153 days. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const monthFromMarch = (month + 9) % 12
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1
  return shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear - 719_468
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  FORMATTERS.set(zone, formatter)
  return formatter
}

// The formatters are kept, because making one takes about 50 µs.
const FORMATTERS = new Map<string, Intl.DateTimeFormat>()
