import type { LimitKind } from '../../model/limit.ts'
import type { LimitRule } from '../../model/project.ts'
import { findPatterns, type PatternMatch } from '../../text/linear-pattern.ts'

/** A message on a screen which says that an account is at a limit. */
export interface Banner {
  readonly limit: LimitKind
  /** The whole lines of the message. If it is on the screen several times, this is the last one. */
  readonly text: string
  /** The words in which the program says when the limit ends, or null if it does not say or the pattern cannot find it. */
  readonly reset: string | null
  /** How many times the message is on the screen. If the number grows, the limit was reached again. */
  readonly count: number
}

/** Searches for the profile's limit messages in the last lines of the screen only, because the lines above are older output. */
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
