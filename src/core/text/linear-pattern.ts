import { RE2JS } from 're2js'

/** A place on a screen that matches a pattern. */
export interface PatternMatch {
  readonly text: string
  /** The positions in the searched text. The character at `end` does not belong to the match. */
  readonly start: number
  readonly end: number
  readonly groups: Readonly<Record<string, string | null>>
}

/**
 * Searches a program's screen for a user's pattern, with the flag m. The library RE2 takes time in proportion to the length of the text,
 * whatever the pattern is. With JavaScript's own patterns, `^(a+)+$` on a screen that was made for it could block czar for ever.
 */
export function findPattern(pattern: string, text: string): PatternMatch | null {
  const matcher = compiled(pattern).matcher(text)
  return matcher.find() ? matchOf(pattern, matcher) : null
}

/** Returns all matches, from the first to the last. */
export function findPatterns(pattern: string, text: string): readonly PatternMatch[] {
  const matcher = compiled(pattern).matcher(text)
  const found: PatternMatch[] = []
  while (matcher.find()) found.push(matchOf(pattern, matcher))
  return found
}

/** Returns what is wrong with a pattern, or null if it is valid. */
export function patternProblem(pattern: string): string | null {
  try {
    compiled(pattern)
    return null
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: |: `\(\?m\).*/g, '')
    const isLookaround = /\(\?<?[=!]/.test(pattern)
    return isLookaround || /\\[1-9k]/.test(pattern) ? `${reason}; lookahead, lookbehind and back references are not supported` : reason
  }
}

type Matcher = ReturnType<RE2JS['matcher']>

function matchOf(pattern: string, matcher: Matcher): PatternMatch {
  const names = Object.keys(compiled(pattern).namedGroups())
  return {
    text: matcher.group() ?? '',
    start: matcher.start(),
    end: matcher.end(),
    groups: Object.fromEntries(names.map(name => [name, matcher.group(name)])),
  }
}

/** Compiled patterns are kept, because every reading of a screen uses all the patterns of a profile, which are few. */
const known = new Map<string, RE2JS>()

function compiled(pattern: string): RE2JS {
  const before = known.get(pattern)
  if (before !== undefined) return before
  const fresh = RE2JS.compile(RE2JS.translateRegExp(pattern), RE2JS.MULTILINE)
  known.set(pattern, fresh)
  return fresh
}
