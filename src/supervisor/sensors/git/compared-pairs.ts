import type { ComparedWork, WorkPair } from '../../../core/duplicates/works-to-compare.ts'

/** Which pairs of works have been compared. */
export interface ComparedPairs {
  /** Returns the pairs that have not been compared yet. */
  left(pairs: readonly WorkPair[]): readonly WorkPair[]
  has(pair: WorkPair): boolean
  add(pair: WorkPair): void
}

/**
 * Remembers compared pairs as long as both works stay as they are. With hundreds of proven tasks there are tens of thousands of pairs, and
 * czar asks several times for each claim. So nothing is built anew for a pair that is known already.
 */
export function rememberCompared(): ComparedPairs {
  /** For each later work, the earlier works with which it has been compared, each with the round in which the pair was last seen. */
  const seen = new Map<string, Map<string, number>>()
  let round = 0

  function has({ later, earlier }: WorkPair): boolean {
    return seen.get(keyOf(later))?.has(keyOf(earlier)) === true
  }

  function add({ later, earlier }: WorkPair): void {
    const known = seen.get(keyOf(later)) ?? new Map<string, number>()
    seen.set(keyOf(later), known.set(keyOf(earlier), round))
  }

  function forgetOthers(): void {
    for (const [later, known] of seen) {
      for (const [earlier, seenIn] of known) if (seenIn !== round) known.delete(earlier)
      if (known.size === 0) seen.delete(later)
    }
  }

  return {
    has,
    add,
    left(pairs) {
      round += 1
      const left = pairs.filter(pair => {
        const isKnown = has(pair)
        if (isKnown) add(pair)
        return !isKnown
      })
      forgetOthers()
      return left
    },
  }
}

function keyOf({ head, uncommitted }: ComparedWork): string {
  return uncommitted === null ? head : `${head} ${uncommitted.tree}`
}
