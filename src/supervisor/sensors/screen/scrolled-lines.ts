/** The parts in which two readings of one screen differ, if the second reading is the first one scrolled on. */
export interface Scrolled {
  /** `before`: the last lines of the first reading, which may change at any time. `after`: all lines below those that stayed. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Composer, status line and spinner are at the bottom and change by themselves. */
const FOOT_LINES = 8
/**
 * The second reading is the first one scrolled if the two overlap by at least `LEAST_LINES` lines, and at least `SAME_SHARE` of those lines
 * are the same in both.
 */
const LEAST_LINES = 8
const SAME_SHARE = 0.9
const MOST_LINES = 200

/**
 * Finds the lines that scrolled in; null: nothing moved, or too little stayed. Numbers count, because they distinguish
 * one round from the next.
 */
export function scrolledLines(before: string, after: string): Scrolled | null {
  const [old, now] = [linesOf(before), linesOf(after)]
  const stays = old.length - FOOT_LINES
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
