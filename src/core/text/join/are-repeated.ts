import { indentation, nameIn } from './name-in.ts'

/** A line counts only if it has at least this many letters and digits, because brackets and empty lines are everywhere. */
const SAYS = 8
/** If this share of the lines of the shorter side is also on the other side, one side is a copy of the other. */
const COPY = 0.5

/**
 * Whether one of two additions may repeat the other: they define the same name, have the same entry, or have half of their lines in common.
 * A line that is indented more, or that belongs to the next line (`@…`, `#[…]`), may be in both.
 */
export function areRepeated(ours: readonly string[], theirs: readonly string[]): boolean {
  const [mine, others] = [entriesOf(ours), entriesOf(theirs)]
  if (mine.some(entry => others.includes(entry))) return true
  const names = new Set(mine.flatMap(nameIn))
  if (others.flatMap(nameIn).some(name => names.has(name))) return true
  const [all, other] = [ours, theirs].map(lines => lines.map(line => line.trim()).filter(says))
  const known = new Set(all)
  const common = (other ?? []).filter(line => known.has(line)).length
  return common > 0 && common >= COPY * Math.min(all?.length ?? 0, other?.length ?? 0)
}

/** Returns the lines that are indented least. */
function entriesOf(lines: readonly string[]): readonly string[] {
  const whole = lines.filter(line => line.trim() !== '')
  const least = Math.min(...whole.map(indentation))
  return whole
    .filter(line => indentation(line) === least)
    .map(line => line.trim())
    .filter(line => says(line) && !line.startsWith('@') && !line.startsWith('#['))
}

function says(line: string): boolean {
  return (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= SAYS
}
