import type { Handoff } from '../state/types/ladder-state.ts'
import type { AssignmentState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** What the previous agent of this worker left, besides its work. Only its successor reads the previous agent's words. */
export interface LeftFacts {
  /** The finding for which the czar replaced the agent; null: none. */
  readonly replacedFor: string | null
  /**
   * Whether the agent was replaced because it did other work than its task, or because its claims were rejected
   * repeatedly.
   */
  readonly isMisunderstood: boolean
  readonly handoff: Omit<Handoff, 'at' | 'incarnation'> | null
  /** The agent's last report of its current work. */
  readonly doing: string | null
  /** The last check of a claim, and the path of the check's whole output. */
  readonly check: { readonly verdict: string; readonly reasons: readonly string[]; readonly log: string | null } | null
}

/** Reads the facts from the state: what the last agent said, and what the journal knows. */
export function leftFacts(worker: WorkerState, { handoff, lastVerdict, state, ladder }: AssignmentState): LeftFacts {
  // The brief reports a rejected claim in a section of its own.
  const isTold = lastVerdict === null || state === 'rework'
  const check = isTold ? null : { verdict: lastVerdict.verdict, reasons: lastVerdict.reasons, log: lastVerdict.log }
  const replaced = ladder.current.findLast(({ rung, incarnation }) => rung === 'fresh' && incarnation < worker.incarnation)
  const isMisunderstood = replaced?.about === 'task' && replaced.matter !== 'no-acknowledgement'
  return { replacedFor: replaced?.finding ?? null, isMisunderstood, handoff, doing: worker.progress?.now ?? null, check }
}
