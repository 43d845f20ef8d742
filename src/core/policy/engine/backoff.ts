/**
 * Returns how long to wait before the next attempt, in ms, after `tries` failed ones. The wait is `min` after the first failed attempt, and
 * doubles each time up to `max`.
 */
export function backoffMs(tries: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(min * 2 ** Math.max(0, tries - 1), max)
}
