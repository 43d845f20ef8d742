import type { ComparedWork, WorkPair } from '../../../core/duplicates/works-to-compare.ts'

/** The memory of which pairs of branches have been compared. */
export interface ComparedPairs {
  /** Returns the pairs that have not been compared yet. */
  left(pairs: readonly WorkPair[]): readonly WorkPair[]
  has(pair: WorkPair): boolean
  add(pair: WorkPair): void
}

/**
 * Remembers a compared pair as long as the work on both sides stays as it is. With hundreds of proven tasks there are tens of thousands of
 * pairs, and czar asks for the remaining ones several times for each claim. So `left` builds nothing anew for a known pair.
 */
export function rememberCompared(): ComparedPairs {
  /** By the key of the later side and then of the earlier side: the round of `left` in which the pair was last asked about. */
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
