import { sameItems } from '../model/same-items.ts'

/** One part between the slashes of a path pattern without braces. The part may be '**'. */
export type GlobSegment = 'globstar' | readonly GlobToken[]
export type GlobToken =
  | { readonly kind: 'star' }
  /** One character (UTF-16 unit) in these ranges or, if `negated` is set, outside them. The character is never a slash. */
  | { readonly kind: 'one'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }

export type ParsedGlob = { readonly alternatives: readonly (readonly GlobSegment[])[] } | { readonly problem: string }

const MOST_ALTERNATIVES = 64

/**
 * Reads a pattern. It accepts the part of picomatch's language whose meaning is exact: plain text, `?`, `*`, `**` as a whole part, `[a-z]`,
 * `[^a-z]`, `{a,b}` and `\` before a character. For anything else it fails and suggests what to write.
 */
export function parseGlob(pattern: string): ParsedGlob {
  try {
    const alternatives = expandBraces(pattern).map(parsePlain)
    return { alternatives }
  } catch (error) {
    if (error instanceof GlobProblem) return { problem: error.message }
    throw error
  }
}

class GlobProblem extends Error {}

/** Replaces braces by all their alternatives, the inner braces first: `a{b,c}d` becomes `abd` and `acd`. */
function expandBraces(pattern: string): string[] {
  let open: string[] = [pattern]
  for (;;) {
    const next = open.flatMap(expandOne)
    if (next.length > MOST_ALTERNATIVES) throw new GlobProblem(`{…} stands for more than ${MOST_ALTERNATIVES} patterns; write fewer`)
    if (sameItems(next, open)) return next
    open = next
  }
}

function expandOne(pattern: string): string[] {
  const match = /^((?:\\.|[^\\])*?)(?<!\\)\{((?:\\.|[^\\{}])*)\}(.*)$/s.exec(pattern)
  if (match === null) return [pattern]
  const [, before = '', inside = '', after = ''] = match
  const parts = inside.split(/(?<!\\),/)
  if (parts.length < 2) throw new GlobProblem(`{${inside}} has no comma; write {a,b}, or \\{ for a brace itself`)
  // picomatch 4.0.7 reads `{**/x,y}` as `*/x`, so "at any depth" would become "one folder deep".
  if (inside.includes('**')) throw new GlobProblem('** inside {…} does not match any depth; write two patterns')
  return parts.map(part => `${before}${part}${after}`)
}

function parsePlain(pattern: string): readonly GlobSegment[] {
  refuseWhole(pattern)
  const segments = pattern.split('/').map(parseSegment)
  return segments.filter((segment, index) => segment !== 'globstar' || segments[index - 1] !== 'globstar')
}

function refuseWhole(pattern: string): void {
  if (pattern === '') throw new GlobProblem('is empty')
  if (pattern.startsWith('/')) throw new GlobProblem('must be relative to the repository: leave out the leading /')
  if (pattern.startsWith('!')) throw new GlobProblem('negation is not supported: name what is owned')
  if (pattern.endsWith('/')) throw new GlobProblem(`names a directory: write ${pattern}**`)
  for (const segment of pattern.split('/')) {
    if (segment === '') throw new GlobProblem("contains '//'")
    if (segment === '.' || segment === '..') throw new GlobProblem(`must be relative to the repository, without ${segment}`)
    if (segment.includes('**') && segment !== '**') throw new GlobProblem('** must be a whole part between /: write **/* instead')
  }
}

function parseSegment(segment: string): GlobSegment {
  if (segment === '**') return 'globstar'
  const tokens: GlobToken[] = []
  for (let at = 0; at < segment.length; ) {
    const character = segment.charAt(at)
    if (character === '[') {
      const end = segment.indexOf(']', at + 2)
      if (end < 0) throw new GlobProblem('[ is never closed; write \\[ for the bracket itself')
      tokens.push(characterClass(segment.slice(at + 1, end)))
      at = end + 1
    } else if (character === '\\') {
      if (at + 1 >= segment.length) throw new GlobProblem('ends with \\')
      tokens.push(literal(segment.charAt(at + 1)))
      at += 2
    } else {
      tokens.push(simpleToken(character))
      at += 1
    }
  }
  return tokens
}

function simpleToken(character: string): GlobToken {
  if (character === '*') return { kind: 'star' }
  if (character === '?') return { kind: 'one', negated: true, ranges: [] }
  // Braces that are closed were replaced by their alternatives before.
  if (character === '{') throw new GlobProblem('{ is never closed; write \\{ for the brace itself')
  // picomatch gives these characters a meaning of their own (extglobs, quotes). To mean the character itself, a pattern must have a
  // backslash before it.
  if ('()}]"'.includes(character)) throw new GlobProblem(`${character} must be written \\${character}`)
  if (/[\x00-\x1f\x7f]/.test(character)) throw new GlobProblem('contains a control character')
  return literal(character)
}

function characterClass(inside: string): GlobToken {
  // picomatch 4.0.7 reads the ! in [!a] as one more character of the set.
  if (inside.startsWith('!')) throw new GlobProblem(`[${inside}] is not read as a negation; write [^${inside.slice(1)}]`)
  const negated = inside.startsWith('^')
  const body = negated ? inside.slice(1) : inside
  if (!/^[^[\]\\/^!]+$/.test(body))
    throw new GlobProblem(`[${inside}] must hold plain characters or ranges; write \\[ for the bracket itself`)
  const ranges: [number, number][] = []
  for (let at = 0; at < body.length; at++) {
    const isRange = body.charAt(at + 1) === '-' && at + 2 < body.length
    const low = body.charCodeAt(at)
    const high = isRange ? body.charCodeAt(at + 2) : low
    if (high < low) throw new GlobProblem(`[${inside}] has a range that runs backwards`)
    ranges.push([low, high])
    if (isRange) at += 2
  }
  return { kind: 'one', negated, ranges }
}

function literal(character: string): GlobToken {
  return { kind: 'one', negated: false, ranges: [[character.charCodeAt(0), character.charCodeAt(0)]] }
}
