import { isZone, timeOfWall, utcOf, type WallTime, wallTimeIn, weekdayOf } from './zoned-time.ts'

export interface Moment {
  /** When the text was printed, in ms since the epoch. */
  readonly now: number
  /** The time zone of the machine. It is used for a time of day that names no zone. */
  readonly zone: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** If a time of day was at most this long ago, it means today and not tomorrow, because providers end limits late. */
const LATE_MS = HOUR_MS / 2
/** No limit lasts longer than this. If a time is further away, czar has misread it. */
const FURTHEST_MS = 32 * DAY_MS

/**
 * Returns when a limit ends, in ms since the epoch, as the text of an agent or a provider says. Returns null if the text does not say, or
 * if czar cannot read it.
 */
export function readReset(text: string, moment: Moment): number | null {
  const at = epochIn(text) ?? dateIn(text) ?? waitIn(text, moment) ?? clockIn(text, moment)
  return at === null || !Number.isFinite(at) || at > moment.now + FURTHEST_MS || at < moment.now - FURTHEST_MS ? null : at
}

// Claude Code before 2.0 printed "Claude AI usage limit reached|1760000000" (seconds since the epoch). Headers are similar:
// "x-ratelimit-reset: 1760000000".
function epochIn(text: string): number | null {
  const digits = /(?:\||reset\S*[\s:=]+(?:at\s+)?)(1\d{9}|1\d{12})(?!\d)/i.exec(text)?.[1]
  if (digits === undefined) return null
  return Number(digits) * (digits.length === 10 ? 1000 : 1)
}

const DATE = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)/

function dateIn(text: string): number | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '0', zone = 'Z'] = match
  const wall = { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) }
  return utcOf(wall) + Number(second) * 1000 - offsetMs(zone)
}

const KEY = '(?:resets?|again|retry(?:ing)?|wait|available|renews?|until)'
const AMOUNT = String.raw`\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|[smhd])(?![a-z])`
const WAIT = new RegExp(String.raw`${KEY}[^.\d\n]{0,20}?(?:in|after|for)?[:\s]\s*~?((?:${AMOUNT}(?:,?\s*(?:and\s+)?)?)+)`, 'i')
const RETRY_AFTER = /retry[-_ ]after["']?\s*[:=]?\s*["']?(\d+(?:\.\d+)?)(?!\d*\s*[a-z:])/i
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: HOUR_MS, d: DAY_MS }

function waitIn(text: string, { now }: Moment): number | null {
  const seconds = RETRY_AFTER.exec(text)?.[1]
  if (seconds !== undefined) return now + Number(seconds) * 1000
  const amounts = WAIT.exec(text)?.[1]
  if (amounts === undefined) return null
  return [...amounts.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)].reduce((at, [, count, unit = '']) => at + Number(count) * unitMs(unit), now)
}

function unitMs(unit: string): number {
  const word = unit.toLowerCase()
  return word === 'ms' || word.startsWith('milli') ? 1 : (UNITS[word.slice(0, 1)] ?? 0)
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const DAY = String.raw`(?:(?<month>${MONTHS.join('|')})[a-z]*\.?\s+(?<date>\d{1,2})(?:st|nd|rd|th)?|(?<weekday>${WEEKDAYS.join('|')})[a-z]*|(?<tomorrow>tomorrow))`
const CLOCK = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d\d))?(?::\d\d)?\s*(?<half>[ap])?\.?(?:m\b\.?)?`
const ZONE = String.raw`\(?(?<zone>[A-Z][A-Za-z]+(?:\/[A-Za-z_+-]+\d*)+|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{1,5})\b\)?`
// Time zones must be in capital letters. Capital and small letters are the same everywhere else.
const TIME = new RegExp(String.raw`${KEY}\s*(?:(?:at|on|by)\s+)?(?:${DAY},?\s+(?:at\s+)?)?${CLOCK}(?![\d.%])`, 'i')
const ZONE_AFTER = new RegExp(String.raw`^[\s,]*${ZONE}`)

function clockIn(text: string, { now, zone }: Moment): number | null {
  const match = TIME.exec(text)
  const found = match?.groups
  // "retry 3" is not a time of day. A time of day has minutes, or am or pm.
  if (match == null || found === undefined || (found['minute'] === undefined && found['half'] === undefined)) return null
  const where = ZONE_AFTER.exec(text.slice(match.index + match[0].length))?.groups?.['zone'] ?? zone
  const clock = { hour: hourOf(Number(found['hour']), found['half']), minute: Number(found['minute'] ?? 0) }
  if (clock.hour > 23 || clock.minute > 59) return null
  const timeOf = clockOf(where)
  return timeOf === null ? null : nextTime({ clock, day: found, now }, timeOf)
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return hour > 12 ? 99 : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

interface Clock {
  readonly wallAt: (at: number) => WallTime
  readonly timeOf: (wall: WallTime) => number
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{ UTC: '+00:00', GMT: '+00:00', Z: '+00:00', CET: '+01:00', CEST: '+02:00' },
  ...{ PST: '-08:00', PDT: '-07:00', MST: '-07:00', MDT: '-06:00', CST: '-06:00', CDT: '-05:00', EST: '-05:00', EDT: '-04:00' },
}

function clockOf(zone: string): Clock | null {
  const offset = Object.hasOwn(ABBREVIATIONS, zone) ? ABBREVIATIONS[zone] : /^(?:UTC|GMT)?([+-]\d{1,2}(?::?\d\d)?)$/.exec(zone)?.[1]
  if (offset !== undefined) {
    const ms = offsetMs(offset)
    return { wallAt: at => wallTimeIn('UTC', at + ms), timeOf: wall => utcOf(wall) - ms }
  }
  if (!isZone(zone)) return null
  return { wallAt: at => wallTimeIn(zone, at), timeOf: wall => timeOfWall(wall, zone) }
}

function offsetMs(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

interface Wanted {
  readonly clock: { readonly hour: number; readonly minute: number }
  readonly day: Readonly<Record<string, string | undefined>>
  readonly now: number
}

/**
 * Returns the earliest moment with this time of day, on this day if one is given. It lies in the future, or at most `LATE_MS` in the past.
 */
function nextTime({ clock, day, now }: Wanted, { wallAt, timeOf }: Clock): number {
  const today = wallAt(now)
  const isAhead = (at: number) => at > now - LATE_MS
  const on = (days: number) => timeOf({ ...today, ...clock, day: today.day + days })
  if (day['tomorrow'] !== undefined) return on(1)
  if (day['weekday'] !== undefined) {
    const days = (WEEKDAYS.indexOf(day['weekday'].toLowerCase()) - weekdayOf(today) + 7) % 7
    return isAhead(on(days)) ? on(days) : on(days + 7)
  }
  if (day['month'] === undefined) return isAhead(on(0)) ? on(0) : on(1)
  const date = { ...clock, month: MONTHS.indexOf(day['month'].toLowerCase()) + 1, day: Number(day['date']) }
  const years = [today.year, today.year + 1].map(year => timeOf({ ...date, year }))
  return years.find(isAhead) ?? now
}
