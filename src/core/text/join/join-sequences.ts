import { editsBetween, type SequenceEdit } from './edits.ts'

/** A sequence, and what two sides have made of it. */
export interface TwoSides {
  readonly before: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

export interface JoinRules {
  /**
   * Whether both changes are taken if they are next to each other and do not overlap. Two insertions at the same place count as
   * overlapping.
   */
  readonly mayTouch: boolean
  /** Returns the result for a place that both sides changed in different ways, or null if no result is clear. */
  readonly settle: (place: TwoSides) => readonly string[] | null
}

/** A comparison may need a table of at most this many cells. */
const MOST_CELLS = 4_000_000

/**
 * Returns the sequence with the changes of both sides. Returns null if they do not fit together, or if the sequences are too long to
 * compare.
 */
export function joinSequences({ before, ours, theirs }: TwoSides, rules: JoinRules): readonly string[] | null {
  if (before.length * Math.max(ours.length, theirs.length) > MOST_CELLS) return null
  const [mine, others] = [[...editsBetween(before, ours)], [...editsBetween(before, theirs)]]
  const joined: string[] = []
  let at = 0
  for (;;) {
    const place = nextPlace(mine, others, rules.mayTouch)
    if (place === null) return [...joined, ...before.slice(at)]
    const { from, to } = place
    const sides = { before: before.slice(from, to), ours: applied(before, place, place.ours), theirs: applied(before, place, place.theirs) }
    const settled = settlePlace(place, sides, rules)
    if (settled === null) return null
    joined.push(...before.slice(at, from), ...settled)
    at = to
  }
}

interface Place {
  readonly from: number
  readonly to: number
  readonly ours: readonly SequenceEdit[]
  readonly theirs: readonly SequenceEdit[]
}

/** Takes the next changes that overlap from the two lists, or the next single change. */
function nextPlace(ours: SequenceEdit[], theirs: SequenceEdit[], mayTouch: boolean): Place | null {
  const isOurs = isFirst(ours[0], theirs[0])
  const first = (isOurs ? ours : theirs).shift()
  if (first === undefined) return null
  const taken = isOurs ? { ours: [first], theirs: [] as SequenceEdit[] } : { ours: [] as SequenceEdit[], theirs: [first] }
  let { from, to } = first
  for (;;) {
    // Two changes of the same side are never next to each other.
    const list = [ours, theirs].find(([edit]) => edit !== undefined && meets(edit, { from, to }, mayTouch))
    const edit = list?.shift()
    if (edit === undefined) return { from, to, ...taken }
    taken[list === ours ? 'ours' : 'theirs'].push(edit)
    from = Math.min(from, edit.from)
    to = Math.max(to, edit.to)
  }
}

/** Whether our change comes first. At the same place, an insertion comes before a replacement. */
function isFirst(ours: SequenceEdit | undefined, theirs: SequenceEdit | undefined): boolean {
  if (ours === undefined || theirs === undefined) return theirs === undefined
  return ours.from < theirs.from || (ours.from === theirs.from && ours.to <= theirs.to)
}

function meets(edit: SequenceEdit, place: Pick<SequenceEdit, 'from' | 'to'>, mayTouch: boolean): boolean {
  if (!mayTouch) return edit.from <= place.to
  const areInsertions = edit.from === edit.to && place.from === place.to
  return edit.from < place.to || (areInsertions && edit.from === place.from)
}

function applied(before: readonly string[], { from, to }: Pick<SequenceEdit, 'from' | 'to'>, edits: readonly SequenceEdit[]): string[] {
  const items: string[] = []
  let at = from
  for (const edit of edits) {
    items.push(...before.slice(at, edit.from), ...edit.items)
    at = edit.to
  }
  return [...items, ...before.slice(at, to)]
}

function settlePlace(place: Place, sides: TwoSides, { settle }: JoinRules): readonly string[] | null {
  if (place.theirs.length === 0) return sides.ours
  if (place.ours.length === 0) return sides.theirs
  const isSame = sides.ours.length === sides.theirs.length && sides.ours.every((item, at) => item === sides.theirs[at])
  return isSame ? sides.ours : settle(sides)
}
