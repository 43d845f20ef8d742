import { counted } from '../../../core/text/counted.ts'

/** A count as build and test programs print it, such as `3 failed`. */
const COUNT = /\b\d[\d,]* (?:failed|failing|failures?|passed|passing|skipped|errors?|problems?|warnings?|examples?|ignored|todo)\b/gi

/** Patterns of the summary lines of programs, the most reliable pattern first. Of the lines that match a pattern, the last one is used. */
const SUMMARY_LINES: readonly RegExp[] = [
  // Vitest and Jest print "Tests  1 failed | 3 passed (4)" or "Tests:  1 failed, 3 passed, 4 total".
  /^\s*Tests:?\s+\d/,
  // pytest prints "=== 12 failed, 3 passed in 0.12s ===".
  /^=+ .*\b\d+ (?:failed|passed|errors?)\b.* =+$/,
  // These are for Cargo, RSpec, mocha, ESLint, tsc and biome.
  /^test result: /,
  /^\d+ examples?, /,
  /^\s*\d+ failing\b/,
  /^\s*\d+ passing\b/,
  /^✖ \d+ problems?\b/,
  /^Found \d+ (?:errors?|warnings?)\b/,
]

/** `node --test` prints "# fail 1" or "ℹ fail 1". Maven prints "Tests run: 12, Failures: 1". */
const NAMED_COUNTS = [/^(?:#|ℹ) (pass|fail) (\d+)$/, /\b(Tests run|Failures|Errors): (\d+)/g] as const

const ERROR = /\b(?:error|fatal|panic|exception|failed|cannot find|not found)\b/i

/** Finds a summary such as "12 failed, 3 passed" in the last lines of an output, by simple rules. Returns null if no rule matches. */
export function summariseRun(lines: readonly string[], exitCode: number): string | null {
  const counts = countsOf(lines) ?? namedCounts(lines)
  if (counts !== null) return counts
  if (exitCode === 0) return null
  const errors = lines.filter(line => ERROR.test(line)).length
  return errors === 0 ? null : `${counted(errors, 'line')} near its end ${errors === 1 ? 'reports' : 'report'} an error`
}

function countsOf(lines: readonly string[]): string | null {
  for (const pattern of SUMMARY_LINES) {
    const line = lines.findLast(each => pattern.test(each))
    const counts = line?.match(COUNT) ?? []
    if (counts.length > 0) return counts.join(', ')
  }
  return null
}

function namedCounts(lines: readonly string[]): string | null {
  const [node, maven] = NAMED_COUNTS
  const tallies = new Map(lines.flatMap(line => (node.exec(line) ? [[node.exec(line)?.[1], node.exec(line)?.[2]] as const] : [])))
  if (tallies.size > 0) return `${tallies.get('fail') ?? 0} failed, ${tallies.get('pass') ?? 0} passed`
  const line = lines.findLast(each => /\bTests run: \d/.test(each))
  if (line === undefined) return null
  return [...line.matchAll(maven)].map(([, name, count]) => `${name?.toLowerCase()} ${count}`).join(', ')
}
