import { outcomeOf, sayEnd } from '../../../core/claims/gates/gate-end.ts'
import type { CheckResult } from '../../../core/events/work-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { GateRun } from '../../../core/ports/ports.ts'
import type { CheckHands } from '../../hands.ts'
import { type CheckRecord, runCheck } from './run-check.ts'

/** How an accept command (a gate) ended. */
export interface GateEnd {
  readonly check: CheckResult
  readonly tail: string
  readonly isCutOff: boolean
}

/**
 * Runs an accept command, and runs it again if it fails. Both runs are recorded. A command that fails at first and then passes is marked
 * as flaky.
 */
export async function runGateOf(
  hands: CheckHands,
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
