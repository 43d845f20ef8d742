import type { CheckResult } from '../events/work-event.ts'

export interface Proven {
  readonly checks: readonly CheckResult[]
  readonly flags?: readonly string[]
}

/** Returns remarks on a check besides its result: commands that passed only when they ran again, and what czar noticed in the work. */
export function remarksOf({ checks, flags = [] }: Proven): readonly string[] {
  const flaky = checks.filter(check => check.outcome === 'flaky')
  return [
    ...flaky.map(({ name, first }) => `flaky: \`${name}\` ${first ?? 'failed'}, and passed when run again`),
    ...flags.map(text => `flagged: ${text}`),
  ]
}

/** Returns the same remarks in one line, or an empty text if there are none. */
export function sayRemarks(proven: Proven): string {
  return remarksOf(proven).join('; ')
}
