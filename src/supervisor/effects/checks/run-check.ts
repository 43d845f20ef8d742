import { isSuspect, whyNotBegun } from '../../../core/claims/gates/deadly-checks.ts'
import type { Event } from '../../../core/events/event.ts'
import type { CommitSha, EffectId, WorkerId } from '../../../core/model/ids.ts'
import type { GateResult, GateRun } from '../../../core/ports/ports.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckTurns } from './check-turns.ts'

/** Why a command of the project file runs, and how its start gets into the journal. */
export interface CheckRecord {
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  readonly turns: CheckTurns
  readonly effect: EffectId
  readonly worker: WorkerId
}

/** How a command ended. refused: czar died while it ran this command before, so it does not run the command again. The reason says so. */
export type CheckEnd = GateResult | { readonly outcome: 'refused'; readonly reason: string }

/**
 * Runs one command. Its start is written to the journal first. If the command kills czar, the journal shows after the restart which
 * command did it.
 */
export async function runCheck(
  hands: Pick<Hands, 'gates'>,
  { state, observe, turns, effect, worker }: CheckRecord,
  { commit, ...gate }: GateRun & { readonly commit: CommitSha | null },
): Promise<CheckEnd> {
  const { command } = gate
  const reason = whyNotBegun(state(), effect, { worker, command, commit })
  if (reason !== null) return { outcome: 'refused', reason }
  const leave = await turns.take(isSuspect(state(), effect, command))
  try {
    if (gate.signal?.aborted !== true) observe({ kind: 'check.started', worker, effect, command, commit })
    return await hands.gates.run(gate)
  } finally {
    leave()
  }
}
