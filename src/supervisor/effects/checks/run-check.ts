import { isSuspect, whyNotBegun } from '../../../core/claims/gates/deadly-checks.ts'
import type { Event } from '../../../core/events/event.ts'
import type { CommitSha, EffectId, WorkerId } from '../../../core/model/ids.ts'
import type { GateResult, GateRun } from '../../../core/ports/ports.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckTurns } from './check-turns.ts'

/** The purpose of a command of the project file, and how its start gets into the journal. */
export interface CheckRecord {
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  readonly turns: CheckTurns
  readonly effect: EffectId
  readonly worker: WorkerId
}

/** refused: czar died during an earlier run of this command, so it does not run the command again. The reason says so. */
export type CheckEnd = GateResult | { readonly outcome: 'refused'; readonly reason: string }

/** Runs one command. Its start is journalled first: if the command kills czar, the next czar knows which command it was. */
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
