import type { Handoff } from '../state/types/ladder-state.ts'
import type { AssignmentState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** Remains of the previous agent in the same seat, besides its work: only its successor gets its words. */
export interface LeftFacts {
  /** The finding that made the czar replace it; null: none. */
  readonly replacedFor: string | null
  /** It was replaced for work other than its task, or for repeated rejections. */
  readonly isMisunderstood: boolean
  readonly handoff: Omit<Handoff, 'at' | 'incarnation'> | null
  /** Its last report of its current work. */
  readonly doing: string | null
  /** The last check of a claim, and the path of its whole output. */
  readonly check: { readonly verdict: string; readonly reasons: readonly string[]; readonly log: string | null } | null
}

/** Reads the facts from the state: the last agent's words, and the journal's knowledge. */
export function leftFacts(worker: WorkerState, { handoff, lastVerdict, state, ladder }: AssignmentState): LeftFacts {
  // A rejected claim has a part of its own in the brief.
  const isTold = lastVerdict === null || state === 'rework'
  const check = isTold ? null : { verdict: lastVerdict.verdict, reasons: lastVerdict.reasons, log: lastVerdict.log }
  const replaced = ladder.current.findLast(({ rung, incarnation }) => rung === 'fresh' && incarnation < worker.incarnation)
  const isMisunderstood = replaced?.about === 'task' && replaced.matter !== 'no-acknowledgement'
  return { replacedFor: replaced?.finding ?? null, isMisunderstood, handoff, doing: worker.progress?.now ?? null, check }
}
