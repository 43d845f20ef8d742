import type { LimitKind } from '../../model/limit.ts'
import type { LimitRule } from '../../model/project.ts'
import { findPatterns, type PatternMatch } from '../../text/linear-pattern.ts'

/** A message about a limit on a screen. */
export interface Banner {
  readonly limit: LimitKind
  /** The whole lines of the message, where it occurs last. */
  readonly text: string
  /** When the limit ends, in the program's words. Null if the message or the pattern does not say. */
  readonly reset: string | null
  /** How often the message occurs on the screen. If the count grows, the limit was hit again. */
  readonly count: number
}

/** Looks for the profile's limit patterns in the last lines only, because the lines above them are older output. */
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
