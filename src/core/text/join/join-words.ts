import { editsBetween } from './edits.ts'
import { joinItems } from './join-items.ts'
import type { FirstSide } from './join-lines.ts'
import { joinSequences, type TwoSides } from './join-sequences.ts'

/** Words, blanks, line ends and single other characters. If a text is given as bytes, the bytes of one character stay together. */
const PIECE = /[\p{L}\p{N}_\u0080-\u00ff]+|[^\S\n\u0080-\u00ff]+|\n|[^\p{L}\p{N}_\s\u0080-\u00ff]/gu
const WORD = /[\p{L}\p{N}_\u0080-\u00ff]/u
/**
 * Each side must keep at least this share of the original words. If it keeps fewer, it has rewritten the lines. Words on both sides are
 * then equal only by chance, so the changes are not joined.
 */
const KEPT = 0.6

/**
 * Returns lines that both sides changed, with the changed words of both, or null if the changes do not fit together. An unchanged word must
 * stand between two changes, unless both sides add items to a list at the same place.
 */
export function joinWords({ before, ours, theirs }: TwoSides, first: FirstSide): readonly string[] | null {
  // One side removed the lines, and the other side changed them.
  if (ours.length === 0 || theirs.length === 0) return null
  const pieces = { before: backwards(before), ours: backwards(ours), theirs: backwards(theirs) }
  const joined = joinSequences(pieces, {
    mayTouch: false,
    settle: place => {
      const items = place.before.length > 0 ? null : joinItems(forwards(place.ours), forwards(place.theirs), first)
      return items === null ? null : [items]
    },
  })
  if (joined === null || !isKept(pieces.before, pieces.ours) || !isKept(pieces.before, pieces.theirs)) return null
  return forwards(joined).split('\n')
}

/**
 * Reverses the lines, so that the comparison begins at the end. The bracket that closes a list is then compared with the last bracket of
 * the other side, and not with one inside a new item.
 */
function backwards(lines: readonly string[]): readonly string[] {
  return (lines.join('\n').match(PIECE) ?? []).reverse()
}

function forwards(pieces: readonly string[]): string {
  return pieces.toReversed().join('')
}

function isKept(before: readonly string[], after: readonly string[]): boolean {
  const words = before.filter(piece => WORD.test(piece)).length
  const gone = editsBetween(before, after).flatMap(({ from, to }) => before.slice(from, to).filter(piece => WORD.test(piece))).length
  return words - gone >= words * KEPT
}
