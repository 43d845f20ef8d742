import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'

/**
 * Returns since when the agent has done nothing, as far as czar knows, or null if it is working. If the program reports the ends of its
 * turns, silence begins at the end of a turn. Otherwise it begins at the last new output. While a claim is checked, time does not count as
 * silence.
 */
export function silentSince(worker: WorkerState, agent: AgentState, { lastVerdict }: AssignmentState): number | null {
  if (agent.turn === 'busy' || agent.turn === 'waiting') return null
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  const heardAt = isExact ? Math.max(agent.turnAt, worker.lastReportAt) : agent.noveltyAt
  return Math.max(heardAt, lastVerdict?.at ?? 0)
}

/** Returns since when czar has waited for an answer. After a pause the time begins anew, because a paused agent could not answer. */
export function answerAwaitedSince(worker: WorkerState, { ladder }: AssignmentState): number {
  return Math.max(ladder.askedAt, worker.resumedAt)
}
