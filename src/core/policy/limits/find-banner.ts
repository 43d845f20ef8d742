import type { LimitKind } from '../../model/limit.ts'
import type { LimitRule } from '../../model/project.ts'
import { findPatterns, type PatternMatch } from '../../text/linear-pattern.ts'

/** What a screen says of a limit. */
export interface Banner {
  readonly limit: LimitKind
  /** The whole lines in which it stands, the last time it does. */
  readonly text: string
  /** When it is over, in the program's words; null: they do not say, or the pattern does not name that part. */
  readonly reset: string | null
  /** How often it stands there: once more is a limit met once more. */
  readonly count: number
}

/** Looks for a limit by the profile's patterns, in the last lines alone: what stands above them was printed on the way. */
export function findBanner(rules: readonly LimitRule[], screen: string): Banner | null {
  for (const rule of rules) {
    const tail = lastLines(screen, rule.lines)
    const matches = findPatterns(rule.screen, tail)
    const last = matches.at(-1)
    if (last === undefined) continue
    return { limit: rule.limit, text: wholeLines(tail, last), reset: last.groups['reset'] ?? null, count: matches.length }
  }
  return null
}

function lastLines(screen: string, count: number): string {
  const lines = screen.split('\n').filter(line => line.trim() !== '')
  return lines.slice(-count).join('\n')
}

function wholeLines(text: string, match: PatternMatch): string {
  const end = text.indexOf('\n', match.end)
  return text.slice(text.lastIndexOf('\n', match.start - 1) + 1, end < 0 ? text.length : end).trim()
}
