import type { Random } from '../../../simulation/random.ts'

/** A random element of the list. */
export function anyOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random.between(0, items.length))] as Item
}

/** The lines of a text. */
export function linesOf(text: string): readonly string[] {
  return text.trim().split(/\n\s*/)
}
