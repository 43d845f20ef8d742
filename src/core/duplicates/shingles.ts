import type { Token } from './tokens.ts'

/**
 * Hashes of short runs of tokens, without repeats and in ascending order. An array takes a tenth of a set's memory, and czar keeps the
 * hashes of hundreds of tasks.
 */
export type Shingles = Uint32Array

/** Returns the hash of each run of `size` tokens. */
export function shinglesOf(tokens: readonly Token[], size: number): Shingles {
  return windowed(tokens, size, token => token.text)
}

/** Returns the shingles that are in both lists. */
export function commonShingles(one: Shingles, other: Shingles): Shingles {
  const common = new Uint32Array(Math.min(one.length, other.length))
  let [left, right, count] = [0, 0, 0]
  while (left < one.length && right < other.length) {
    const [mine, theirs] = [one[left] as number, other[right] as number]
    if (mine === theirs) common[count++] = mine
    if (mine <= theirs) left++
    if (theirs <= mine) right++
  }
  return common.slice(0, count)
}

/** Returns the shingles that are in at least one of the lists. */
export function allShingles(parts: readonly Shingles[]): Shingles {
  return sorted(new Set(parts.flatMap(part => [...part])))
}

function sorted(found: ReadonlySet<number>): Shingles {
  return Uint32Array.from(found).sort()
}

/**
 * Returns shingles that ignore the names. A word is replaced by its position in the run, unless it is a keyword, the name of a member, or a
 * function that is called but declared elsewhere. So two texts that differ only in their names have equal shingles.
 */
export function shapeShinglesOf(tokens: readonly Token[], size: number): Shingles {
  const found = new Set<number>()
  const texts = tokens.map(({ text }) => text)
  const isName = tokens.map((token, at) => token.kind === 'word' && !KEYWORDS.has(token.text) && !isMember(tokens, at))
  for (let start = 0; start + size <= tokens.length; start++) {
    const places = new Map<string, number>()
    let hash = SEED
    for (let at = start; at < start + size; at++) {
      const text = texts[at] as string
      if (!isName[at]) {
        hash = addText(hash, text)
        continue
      }
      const place = places.get(text) ?? places.size
      places.set(text, place)
      hash = addText(hash, `$${place}`)
    }
    found.add(hash)
  }
  return sorted(found)
}

/** Whether the name stands behind a dot. Such a name is a member's name and is not replaced. */
function isMember(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text
  return before === '.' && tokens[at - 2] !== undefined && !['self', 'this', '@'].includes(tokens[at - 2]?.text ?? '')
}

function windowed(tokens: readonly Token[], size: number, textOf: (token: Token) => string): Shingles {
  const found = new Set<number>()
  for (let start = 0; start + size <= tokens.length; start++) {
    let hash = SEED
    for (let at = start; at < start + size; at++) hash = addText(hash, textOf(tokens[at] as Token))
    found.add(hash)
  }
  return sorted(found)
}

const SEED = 0x811c9dc5
const PRIME = 0x01000193

/** Adds a text to an FNV-1a hash, and a separator after it. So the two texts `a` and `b` give another hash than the text `ab`. */
function addText(hash: number, text: string): number {
  let next = hash
  for (let at = 0; at < text.length; at++) next = Math.imul(next ^ text.charCodeAt(at), PRIME)
  return Math.imul(next ^ 0x1f, PRIME) >>> 0
}

/**
 * The keywords of all compared languages. A word that is a keyword in one language and a name in another is kept as it is, which does
 * little harm.
 */
const KEYWORDS = new Set(
  `abstract and as assert async await bool boolean break byte case catch char class const constructor continue def default defer del delete do double
  elif else elsif end enum ensure except export extends extern false final finally float fn for foreach from func function go goto guard if impl implements
  in include instanceof int interface internal is lambda let long loop map match mod module mut namespace new next nil none not null number object of or
  override package pass private protected pub public raise range readonly ref rescue return select self short signed sizeof static string struct super
  switch template then this throw throws trait true try type typedef typeof undefined union unless unsafe unsigned until use using val var virtual void
  volatile when where while with yield None True False Some Ok Err str i32 i64 u8 u32 u64 usize f32 f64`.split(/\s+/),
)
