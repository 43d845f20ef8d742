/**
 * Makes texts comparable: small letters only, the same character in place of every number, and one character in place of every hash and
 * address.
 */
export function withoutNumbers(text: string): string {
  return text
    .toLowerCase()
    .replace(/0x[0-9a-f]+|\b[0-9a-f]{7,40}\b/g, '#')
    .replace(/\d+/g, '0')
    .replace(/[^\p{L}\p{M}0#]+/gu, ' ')
    .trim()
}

/** Whether two texts have at least the share `share` (0 to 1) of their words and of their pairs of neighbouring words in common. */
export function areAlike(one: string, other: string, share: number): boolean {
  const [left, right] = [withoutNumbers(one), withoutNumbers(other)]
  if (left === right) return true
  const [these, those] = [partsOf(left), partsOf(right)]
  let shared = 0
  for (const part of these) if (those.has(part)) shared++
  return 2 * shared >= share * (these.size + those.size) && shared > 0
}

/** Writing systems without blanks between words. */
const UNSPACED = /(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/u

/** Returns the words of a text, and the pairs of neighbouring words. */
function partsOf(text: string): ReadonlySet<string> {
  const words = text.split(' ').flatMap(word => word.split(UNSPACED))
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`)
  return new Set([...words, ...pairs])
}
