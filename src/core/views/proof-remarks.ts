import type { CheckResult } from '../events/work-event.ts'

export interface Proven {
  readonly checks: readonly CheckResult[]
  readonly flags?: readonly string[]
}

/** What a person should know of a check beside its verdict: commands that were flaky, and what was flagged. */
export function remarksOf({ checks, flags = [] }: Proven): readonly string[] {
  const flaky = checks.filter(check => check.outcome === 'flaky')
  return [
    ...flaky.map(({ name, first }) => `flaky: \`${name}\` ${first ?? 'failed'}, and passed when run again`),
    ...flags.map(text => `flagged: ${text}`),
  ]
}

/** The same in one line; empty when there is nothing to know. */
export function sayRemarks(proven: Proven): string {
  return remarksOf(proven).join('; ')
}
