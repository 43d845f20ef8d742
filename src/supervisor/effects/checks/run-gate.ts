import { ranNothing } from '../../../core/claims/gates/ran-nothing.ts'
import type { CheckResult } from '../../../core/events/work-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { GateResult, GateRun } from '../../../core/ports/ports.ts'
import type { Hands } from '../../hands.ts'
import { type CheckRecord, runCheck } from './run-check.ts'

/** The end of an accept command. */
export interface GateEnd {
  readonly check: CheckResult
  readonly tail: string
  readonly isCutOff: boolean
}

/** Runs a gate, and a failed one once more, both on record: a gate that fails and then passes is flaky. */
export async function runGateOf(
  hands: Hands,
  record: CheckRecord,
  gate: GateRun & { readonly commit: CommitSha },
): Promise<GateEnd | { readonly refused: string }> {
  const first = await runCheck(hands, record, gate)
  const last = first.outcome === 'passed' || first.outcome === 'refused' ? first : await runCheck(hands, record, gate)
  if (first.outcome === 'refused') return { refused: first.reason }
  if (last.outcome === 'refused') return { refused: last.reason }
  const { exitCode, durationMs, tail, killedParent } = last
  const again = first === last ? {} : { first: sayEnd(first) }
  const killed = killedParent ? { killedParent } : {}
  const check = { name: gate.command, outcome: outcomeOf(first, last), exitCode, ...killed, durationMs, ...again }
  return { check, tail, isCutOff: last.outcome === 'cancelled' }
}

function outcomeOf(first: GateResult, last: GateResult): CheckResult['outcome'] {
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

/** The end of a command, as the rest of a sentence about it. */
export function sayEnd({
  outcome,
  exitCode,
  killedParent,
}: Pick<GateResult | CheckResult, 'outcome' | 'exitCode' | 'killedParent'>): string {
  if (killedParent) return 'killed the process that it ran under (kill $PPID, pkill or the like), which is no proof of anything'
  return outcome === 'timeout' ? 'did not end in time' : `failed with exit code ${exitCode ?? 'unknown'}`
}
