import { parseDuration } from '../config/text/parse-duration.ts'

const DAY_AND_TIME = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/
const DAYS = /^(\d{1,5})d$/
const DAY_MS = 86_400_000
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/**
 * Parses a moment, in ms since the epoch: `8h` (8 hours ago), `30d` (30 days ago), `18:00` (the last time that it was 18:00),
 * `2026-11-20`, `2026-11-20 18:00`, or ISO 8601. Without a time zone in the text, the machine's local time applies. Returns null if the
 * text is not a moment.
 */
export function parseMoment(text: string, now: number): number | null {
  const ago = parseDuration(text)
  if (ago !== null) return now - ago
  const days = DAYS.exec(text)
  if (days !== null) return now - Number(days[1]) * DAY_MS
  const time = TIME.exec(text)
  if (time !== null) return lastTime(Number(time[1]), Number(time[2]), now)
  const [, day, clock = '00:00', zone = ''] = DAY_AND_TIME.exec(text) ?? []
  if (day === undefined) return null
  const moment = Date.parse(`${day}T${clock}${zone}`)
  return Number.isNaN(moment) ? null : moment
}

function lastTime(hour: number, minute: number, now: number): number {
  const today = new Date(now).setHours(hour, minute, 0, 0)
  // A day may have 23 or 25 hours: step back by calendar day, not by hours.
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  return today <= now ? today : yesterday.setHours(hour, minute, 0, 0)
}
