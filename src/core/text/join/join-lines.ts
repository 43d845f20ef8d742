import { areRepeated } from './are-repeated.ts'
import { joinSequences, type TwoSides } from './join-sequences.ts'
import { joinWords } from './join-words.ts'
import { shareNewNames } from './share-new-names.ts'

/** Which side's lines come first where both sides add lines at one place. */
export type FirstSide = 'ours' | 'theirs'

/** A conflict with more lines is too large to be two small changes at one place. */
const MOST_LINES = 1_000

/**
 * The lines of a conflict with the changes of both sides; null: the changes do not go together. They go together if they
 * touch without overlapping, if both sides only add, or if both sides change different words of the same lines. They never
 * go together if both sides bring the same new name.
 */
export function joinLines(conflict: TwoSides, first: FirstSide): readonly string[] | null {
  if (conflict.ours.length + conflict.theirs.length > MOST_LINES || shareNewNames(conflict)) return null
  return joinSequences(conflict, {
    mayTouch: true,
    settle: place => {
      const { before, ours, theirs } = place
      if (before.length > 0) return joinWords(place, first)
      if (areRepeated(ours, theirs)) return null
      return first === 'ours' ? [...ours, ...theirs] : [...theirs, ...ours]
    },
  })
}
