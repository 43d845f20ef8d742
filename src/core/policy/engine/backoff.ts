/** The wait in ms before try number `tries` + 1: `min` after the first try, then doubled each time, up to `max`. */
export function backoffMs(tries: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(min * 2 ** Math.max(0, tries - 1), max)
}
