/** The difference between two readings of one screen, if the screen only scrolled up between them. */
export interface Scrolled {
  /**
   * `before` has the last lines of the first reading, which may change at any time. `after` has all lines of the second reading that are
   * below the lines that stayed.
   */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** How many lines at the bottom change by themselves: input field, status line and spinner. */
const LAST_LINES = 8
/**
 * The screen counts as scrolled if the two readings have at least `LEAST_LINES` lines in common, and at least `SAME_SHARE` of these lines
 * are equal.
 */
const LEAST_LINES = 8
const SAME_SHARE = 0.9
const MOST_LINES = 200

/**
 * Finds the lines that scrolled in between two readings. Returns null if the screen did not move, or if too few lines stayed. Digits must
 * be equal too, because otherwise two rounds of a repeated output would look the same.
 */
export function scrolledLines(before: string, after: string): Scrolled | null {
  const [old, now] = [linesOf(before), linesOf(after)]
  const stays = old.length - LAST_LINES
  for (let shift = 0; stays - shift >= LEAST_LINES; shift++) {
    if (!isShifted(old.slice(shift, stays), now)) continue
    return shift === 0 ? null : { before: old.slice(stays), after: now.slice(stays - shift) }
  }
  return null
}

function isShifted(stays: readonly string[], now: readonly string[]): boolean {
  let spare = stays.length - Math.ceil(stays.length * SAME_SHARE)
  return stays.every((line, index) => line === now[index] || spare-- > 0)
}

function linesOf(screen: string): readonly string[] {
  return screen
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
    .slice(-MOST_LINES)
}
