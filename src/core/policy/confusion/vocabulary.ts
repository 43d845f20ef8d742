import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'

const MIN_CHARS = 4
/**
 * Words with the same first letters count as the same word, for example `parser`, `parsed` and `parse`. STEM_CHARS is the number of these
 * letters.
 */
const STEM_CHARS = 5

/** Words that may be in the text of any task and in any answer, so they show nothing. */
const COMMON = new Set(
  `about after again agent already also another because been before begin being both branch change changes code commit
  complete could current czar does done each ensure every file files first follow from function functions given have here
  implement implementation inside into itself just keep like line lines make more most must need needs nothing only other
  over own please project repo repository report same should some something sure task tasks test tests than that their them then there these they
  this those through under until update using want what when where which while will with within without words work worker
  working would write written your restate understand understood going`
    .split(/\s+/)
    .map(stem),
)

/** Returns the beginnings of the words that show what a text is about. */
export function vocabularyOf(text: string): ReadonlySet<string> {
  const words = text
    // Names such as fooBar and foo_bar count as two words.
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return new Set(
    words
      .filter(word => word.length >= MIN_CHARS && !/^\d+$/.test(word))
      .map(stem)
      .filter(word => !COMMON.has(word)),
  )
}

/** Returns the words of a text. The words are remembered, because a text never changes. */
export const wordsOf = memoizeByObject(({ text }: { readonly text: string }) => vocabularyOf(text))

/** Returns how many words two texts have in common. */
export function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const word of one) if (other.has(word)) shared++
  return shared
}

function stem(word: string): string {
  return word.slice(0, STEM_CHARS)
}
