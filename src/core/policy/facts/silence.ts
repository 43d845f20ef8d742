import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'

/**
 * Since when the agent does nothing, as far as is known; null while it works. An exact "turn ended" counts from the
 * turn's end; an agent that never says so is only quiet, and any novelty counts. While its claim was checked it had nothing to do.
 */
export function silentSince(worker: WorkerState, agent: AgentState, { lastVerdict }: AssignmentState): number | null {
  if (agent.turn === 'busy' || agent.turn === 'waiting') return null
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  const heardAt = isExact ? Math.max(agent.turnAt, worker.lastReportAt) : agent.noveltyAt
  return Math.max(heardAt, lastVerdict?.at ?? 0)
}

/** Nobody is asked for an answer that could not be given: after a pause the wait begins anew. */
export function answerAwaitedSince(worker: WorkerState, { ladder }: AssignmentState): number {
  return Math.max(ladder.askedAt, worker.resumedAt)
}
