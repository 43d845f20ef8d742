const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration with at most two units, such as `5s`, `12m`, `3h 20m` or `2d 4h`. */
export function durationText(ms: number): string {
  const elapsed = Math.max(0, ms)
  if (elapsed < MINUTE) return `${Math.floor(elapsed / SECOND)}s`
  if (elapsed < HOUR) return `${Math.floor(elapsed / MINUTE)}m`
  if (elapsed < DAY) return twoUnits(elapsed, [HOUR, 'h'], [MINUTE, 'm'])
  return twoUnits(elapsed, [DAY, 'd'], [HOUR, 'h'])
}

/** A moment in the reader's own time zone, such as `2026-11-20 22:20:52`. */
export function momentText(at: number): string {
  const date = new Date(at)
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-')
  return `${day} ${clockText(at)}`
}

/** The time of day in the reader's own time zone, such as `22:20:52`. */
export function clockText(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')
}

function twoUnits(ms: number, [large, largeName]: [number, string], [small, smallName]: [number, string]): string {
  const rest = Math.floor((ms % large) / small)
  return `${Math.floor(ms / large)}${largeName}${rest === 0 ? '' : ` ${rest}${smallName}`}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
