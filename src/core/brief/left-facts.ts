import type { Handoff } from '../state/types/ladder-state.ts'
import type { AssignmentState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** What the agent before in the same seat left, besides its work: nobody else is given its words. */
export interface LeftFacts {
  /** What was seen of it that made the czar replace it; null: nothing. */
  readonly replacedFor: string | null
  /** It was replaced because it did something else than its task, or was rejected again and again. */
  readonly isMisunderstood: boolean
  readonly handoff: Omit<Handoff, 'at' | 'incarnation'> | null
  /** What it said last that it was doing. */
  readonly doing: string | null
  /** The last check of a claim, and where its whole output lies. */
  readonly check: { readonly verdict: string; readonly reasons: readonly string[]; readonly log: string | null } | null
}

/** Reads it from the state: what the last agent wrote, and what the journal knows. */
export function leftFacts(worker: WorkerState, { handoff, lastVerdict, state, ladder }: AssignmentState): LeftFacts {
  // A claim that was sent back is told of in a part of its own.
  const isTold = lastVerdict === null || state === 'rework'
  const check = isTold ? null : { verdict: lastVerdict.verdict, reasons: lastVerdict.reasons, log: lastVerdict.log }
  const replaced = ladder.current.findLast(({ rung, incarnation }) => rung === 'fresh' && incarnation < worker.incarnation)
  const isMisunderstood = replaced?.about === 'task' && replaced.matter !== 'no-acknowledgement'
  return { replacedFor: replaced?.finding ?? null, isMisunderstood, handoff, doing: worker.progress?.now ?? null, check }
}
