/** A place where a sequence was changed: its items from `from` up to `to` were replaced by `items`. */
export interface SequenceEdit {
  readonly from: number
  readonly to: number
  readonly items: readonly string[]
}

/**
 * Returns the edits that lead from one sequence to the other, found by their longest common subsequence. The time grows with the product of
 * the two lengths.
 */
export function editsBetween(before: readonly string[], after: readonly string[]): readonly SequenceEdit[] {
  const common = commonLengths(before, after)
  const edits: { from: number; to: number; items: string[] }[] = []
  let [at, next] = [0, 0]
  let open: (typeof edits)[number] | null = null
  const opened = () => {
    if (open === null) {
      open = { from: at, to: at, items: [] }
      edits.push(open)
    }
    return open
  }
  while (at < before.length || next < after.length) {
    const item = after[next]
    if (item !== undefined && item === before[at]) {
      open = null
      at += 1
      next += 1
    } else if (item !== undefined && common(at, next + 1) >= common(at + 1, next)) {
      opened().items.push(item)
      next += 1
    } else {
      opened().to = at + 1
      at += 1
    }
  }
  return edits
}

/** Returns a function that takes a place in each sequence. It gives the length of the longest common subsequence after these places. */
function commonLengths(before: readonly string[], after: readonly string[]): (at: number, next: number) => number {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  const lengthAt = (at: number, next: number) => (at > before.length || next > after.length ? -1 : (lengths[at * width + next] ?? 0))
  for (let at = before.length - 1; at >= 0; at -= 1) {
    for (let next = after.length - 1; next >= 0; next -= 1) {
      lengths[at * width + next] =
        before[at] === after[next] ? lengthAt(at + 1, next + 1) + 1 : Math.max(lengthAt(at + 1, next), lengthAt(at, next + 1))
    }
  }
  return lengthAt
}
