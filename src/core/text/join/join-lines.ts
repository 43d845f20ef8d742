import { areRepeated } from './are-repeated.ts'
import { joinSequences, type TwoSides } from './join-sequences.ts'
import { joinWords } from './join-words.ts'
import { shareNewNames } from './share-new-names.ts'

/** Whose lines come first where both sides add lines at one place. */
export type FirstSide = 'ours' | 'theirs'

/** More lines than this are no place that two people changed a little. */
const MOST_LINES = 1_000

/**
 * The lines of a conflict with the changes of both sides; null: they do not go together. They do where the changes touch without
 * overlapping, where both sides only add, and where both change other words of the same lines. They do not where both bring one name.
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
