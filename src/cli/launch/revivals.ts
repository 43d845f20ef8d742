/** Times of watchdog relaunches, ms since the epoch; each launch passes them on to the next. */
export const REVIVALS = 'CZAR_REVIVALS'
export const REVIVALS_MAX = 3
const WITHIN_MS = 3_600_000

/** The passed-on revivals of the last hour. */
export function revivalsWithin(passed: string | undefined, now: number): readonly number[] {
  const times = (passed ?? '').split(',').map(Number)
  return times.filter(at => at > now - WITHIN_MS && at <= now)
}
