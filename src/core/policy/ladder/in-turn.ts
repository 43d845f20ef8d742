import { tellsTurns } from '../../state/facts/tells-turns.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** A worker and its agent. */
interface Pair {
  readonly worker: WorkerState
  readonly agent: AgentState
}

/**
 * Whether a text to the agent must wait for the end of a turn, so no answer can come yet. If the program shows no turns, the agent counts
 * as in a turn until it has been silent for longer than a turn may take.
 */
export function isInTurn({ project, policy, isDue }: PolicyContext, { worker, agent }: Pair): boolean {
  const profile = project.agents[worker.config.agent]
  if (agent.turn !== null || profile === undefined || tellsTurns(profile)) return agent.turn === 'busy'
  return !isDue(agent.noveltyAt + policy.stuckAfterMs)
}
