import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'

/**
 * Since when the agent has done nothing, as far as czar knows. Returns null if the agent works. If the program reports
 * the end of its turn, silence counts from there. For other programs it counts from the last new output. The time in
 * which a claim is checked does not count as silence.
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
