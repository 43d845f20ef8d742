import { areRepeated } from './are-repeated.ts'
import { joinSequences, type TwoSides } from './join-sequences.ts'
import { joinWords } from './join-words.ts'
import { shareNewNames } from './share-new-names.ts'

/** Whose lines come first if both sides add lines at the same place. */
export type FirstSide = 'ours' | 'theirs'

/** A conflict with more lines than this is not two small changes at one place, so it is not joined. */
const MOST_LINES = 1_000

/**
 * Returns the lines of a conflict with the changes of both sides, or null if the changes do not fit together. They fit together if they are
 * next to each other without overlapping, if both sides only add, or if both sides change different words of the same lines. They never fit
 * together if both sides add the same new name.
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
