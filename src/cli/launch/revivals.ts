/**
 * The environment variable with the times at which watchdogs relaunched the project, in ms since the epoch. Each launch passes the times on
 * to the following launch.
 */
export const REVIVALS = 'CZAR_REVIVALS'
export const REVIVALS_MAX = 3
const WITHIN_MS = 3_600_000

/** The times of relaunches within the last hour. */
export function revivalsWithin(passed: string | undefined, now: number): readonly number[] {
  const times = (passed ?? '').split(',').map(Number)
  return times.filter(at => at > now - WITHIN_MS && at <= now)
}
