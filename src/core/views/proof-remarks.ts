import type { CheckResult } from '../events/work-event.ts'

export interface Proven {
  readonly checks: readonly CheckResult[]
  readonly flags?: readonly string[]
}

/** Remarks on a check besides its verdict: flaky commands, and flagged findings. */
export function remarksOf({ checks, flags = [] }: Proven): readonly string[] {
  const flaky = checks.filter(check => check.outcome === 'flaky')
  return [
    ...flaky.map(({ name, first }) => `flaky: \`${name}\` ${first ?? 'failed'}, and passed when run again`),
    ...flags.map(text => `flagged: ${text}`),
  ]
}

/** The same remarks in one line; empty without remarks. */
export function sayRemarks(proven: Proven): string {
  return remarksOf(proven).join('; ')
}
