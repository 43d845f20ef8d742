import type { Handoff } from '../state/types/ladder-state.ts'
import type { AssignmentState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** The notes and results that the previous agent of this worker left besides its work. Only the agent that replaces it reads its words. */
export interface LeftFacts {
  /** Why czar replaced the agent, or null if it did not replace it for a fault. */
  readonly replacedFor: string | null
  /** Whether the agent was replaced because it did something other than its task, or because its claims were rejected again and again. */
  readonly isMisunderstood: boolean
  readonly handoff: Omit<Handoff, 'at' | 'incarnation'> | null
  /** The agent's last progress report, or null if there was none. */
  readonly doing: string | null
  /** The result of the last check of a claim, and the path of the file with the whole output. */
  readonly check: { readonly verdict: string; readonly reasons: readonly string[]; readonly log: string | null } | null
}

/** Collects from the state the last agent's words, and czar's own findings about its work. */
export function leftFacts(worker: WorkerState, { handoff, lastVerdict, state, ladder }: AssignmentState): LeftFacts {
  // The brief has another section about a rejected claim.
  const isTold = lastVerdict === null || state === 'rework'
  const check = isTold ? null : { verdict: lastVerdict.verdict, reasons: lastVerdict.reasons, log: lastVerdict.log }
  const replaced = ladder.current.findLast(({ rung, incarnation }) => rung === 'fresh' && incarnation < worker.incarnation)
  const isMisunderstood = replaced?.about === 'task' && replaced.matter !== 'no-acknowledgement'
  return { replacedFor: replaced?.finding ?? null, isMisunderstood, handoff, doing: worker.progress?.now ?? null, check }
}
