/** The wait before try number `tries` + 1 (ms): `min` after the first try, then twice the wait before, at most `max`. */
export function backoffMs(tries: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(min * 2 ** Math.max(0, tries - 1), max)
}
