import type { CheckResult } from '../../events/work-event.ts'
import type { GateResult } from '../../ports/ports.ts'
import { ranNothing } from './ran-nothing.ts'

/**
 * Returns the outcome of a command that ran once (`first` and `last` are the same) or twice. flaky: it failed and then passed. empty: it
 * tested nothing.
 */
export function outcomeOf(first: GateResult, last: GateResult): CheckResult['outcome'] {
  if (last.outcome === 'cancelled') return 'failed'
  if (last.outcome !== 'passed') return last.outcome
  if (ranNothing(last.tail) !== null) return 'empty'
  return first === last ? 'passed' : 'flaky'
}

/** Says in a sentence why a command did not pass. */
export function sayFailed(check: CheckResult, tail: string): string {
  if (check.outcome === 'empty') return `\`${check.name}\` succeeded but tested nothing: ${ranNothing(tail)}.`
  return `\`${check.name}\` ${sayEnd(check)}.`
}

/** Says how a command ended, as the rest of a sentence that begins with the command. */
export function sayEnd({
  outcome,
  exitCode,
  killedParent,
}: Pick<GateResult | CheckResult, 'outcome' | 'exitCode' | 'killedParent'>): string {
  if (killedParent) return 'killed the process that it ran under (kill $PPID, pkill or the like), which proves nothing'
  return outcome === 'timeout' ? 'did not end in time' : `failed with exit code ${exitCode ?? 'unknown'}`
}
