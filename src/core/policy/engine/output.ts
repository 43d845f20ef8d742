import type { Policy } from '../../model/project.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { isSameAgentBut, isSameWorkerBut } from './same-but.ts'

/** A worker as the rules last saw it, and when. */
export interface LastAnswer {
  readonly worker: WorkerState
  readonly now: number
}

/** Whether the worker's only change is new output of an agent that had not been silent for long. Most events are of this kind. */
export function isOnlyOutput({ worker: before, now }: LastAnswer, after: WorkerState, policy: Policy): boolean {
  if (!isSameWorkerBut(before, after, AGENT_AND_SIGNS) || !areSameSigns(before.signs, after.signs)) return false
  return isSameAgent(before.agent, after.agent) && isHeardInTime(before, { policy, now })
}

const AGENT_AND_SIGNS = ['agent', 'signs'] as const satisfies readonly (keyof WorkerState)[]
const NOVELTY = ['noveltyAt'] as const satisfies readonly (keyof AgentState)[]

/** After too long a silence its end is news, and the old answer has no next wake-up time. */
function isHeardInTime({ agent }: WorkerState, { policy, now }: { policy: Policy; now: number }): boolean {
  return agent !== null && now < agent.noveltyAt + (agent.turn === 'busy' ? policy.stuckAfterMs : policy.idleAfterMs)
}

function areSameSigns(before: WorkerState['signs'], after: WorkerState['signs']): boolean {
  if (before === after) return true
  // A sign is never removed.
  for (const key in after) if (key !== 'screen' && before[key as keyof typeof after] !== after[key as keyof typeof after]) return false
  return true
}

function isSameAgent(before: AgentState | null, after: AgentState | null): boolean {
  if (before === after) return true
  if (before === null || after === null) return false
  return after.noveltyAt >= before.noveltyAt && isSameAgentBut(before, after, NOVELTY)
}
