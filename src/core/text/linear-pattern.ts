import { RE2JS } from 're2js'

/** A match of a screen pattern. */
export interface PatternMatch {
  readonly text: string
  /** Indexes into the searched text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly groups: Readonly<Record<string, string | null>>
}

/**
 * Finds a user's pattern, with flag m, in a program's screen. RE2 takes linear time for any pattern. A backtracking
 * engine could block the whole czar for ever, for example with `^(a+)+$` on a hostile screen.
 */
export function findPattern(pattern: string, text: string): PatternMatch | null {
  const matcher = compiled(pattern).matcher(text)
  return matcher.find() ? matchOf(pattern, matcher) : null
}

/** Every match, from the first to the last. */
export function findPatterns(pattern: string, text: string): readonly PatternMatch[] {
  const matcher = compiled(pattern).matcher(text)
  const found: PatternMatch[] = []
  while (matcher.find()) found.push(matchOf(pattern, matcher))
  return found
}

/** The parser's error for an invalid pattern; null: the pattern is valid. */
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

/** Cache of compiled patterns. A profile has few patterns, and every reading of a screen uses all of them. */
const known = new Map<string, RE2JS>()

function compiled(pattern: string): RE2JS {
  const before = known.get(pattern)
  if (before !== undefined) return before
  const fresh = RE2JS.compile(RE2JS.translateRegExp(pattern), RE2JS.MULTILINE)
  known.set(pattern, fresh)
  return fresh
}
