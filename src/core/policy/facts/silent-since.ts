import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'

/**
 * Since when the agent has done nothing, as far as czar knows. Returns null if the agent works. The program's own "turn ended" counts from
 * the turn's end. A program that never sends it is only quiet, so any new output counts. The time of a claim's check does not count as
 * silence.
 */
export function silentSince(worker: WorkerState, agent: AgentState, { lastVerdict }: AssignmentState): number | null {
  if (agent.turn === 'busy' || agent.turn === 'waiting') return null
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  const heardAt = isExact ? Math.max(agent.turnAt, worker.lastReportAt) : agent.noveltyAt
  return Math.max(heardAt, lastVerdict?.at ?? 0)
}

/** The wait for an answer starts again after a pause, because a paused agent could not answer. */
export function answerAwaitedSince(worker: WorkerState, { ladder }: AssignmentState): number {
  return Math.max(ladder.askedAt, worker.resumedAt)
}
