import { editsBetween, type SequenceEdit } from './edits.ts'
import type { TwoSides } from './join-sequences.ts'
import { firstWord, indentation, nameIn } from './name-in.ts'

/**
 * Whether both sides add the same new name (of a parameter, a field or a definition) with the same indentation but in different words. A
 * name cannot be there twice, wherever in the conflict the two lines are. Lines that are indented more may have the same names, because
 * they belong to different entries.
 */
export function shareNewNames({ before, ours, theirs }: TwoSides): boolean {
  const [mine, others] = [editsBetween(before, ours), editsBetween(before, theirs)]
  const [one, other] = [addedIn(mine, others), addedIn(others, mine)]
  const depth = Math.max(leastDepth(one), leastDepth(other))
  const known = new Set(before.flatMap(line => [...nameIn(line), ...firstWord(line)]))
  const namesOf = (lines: readonly string[]) =>
    lines.flatMap(line =>
      indentation(line) > depth ? [] : nameIn(line).flatMap(name => (known.has(name) ? [] : [`${indentation(line)} ${name}`])),
    )
  const names = new Set(namesOf(one))
  return namesOf(other).some(name => names.has(name))
}

/** Returns the lines that one side adds, without the changes that the other side makes too. */
function addedIn(edits: readonly SequenceEdit[], others: readonly SequenceEdit[]): readonly string[] {
  const signOf = ({ from, to, items }: SequenceEdit) => [from, to, ...items].join('\n')
  const known = new Set(others.map(signOf))
  return edits.flatMap(edit => (known.has(signOf(edit)) ? [] : edit.items))
}

function leastDepth(lines: readonly string[]): number {
  return Math.min(...lines.filter(line => line.trim() !== '').map(indentation))
}
