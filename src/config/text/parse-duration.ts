/** The pattern of a written duration. Each group is optional, but at least one of them must be there. */
export const DURATION = /^(?=.)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/
const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1000, 1]
/** The longest duration. Node's timers hold at most 2^31-1 ms (24.8 days), and a longer wait would end at once. */
const LONGEST_MS = 20 * 86_400_000

/**
 * Reads a duration in ms, such as `90s`, `1h30m` or `400ms`. Large units come before small ones, each at most once. Returns null if the
 * text is not a duration, for example a number without a unit.
 */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text)
  if (match === null) return null
  const total = UNITS_MS.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit, 0)
  return total > LONGEST_MS ? null : total
}
