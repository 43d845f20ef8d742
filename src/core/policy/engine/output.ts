import type { Policy } from '../../model/project.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { isSameAgentBut, isSameWorkerBut } from './same-but.ts'

/** A worker as it was when the rules were asked about it, and when that was. */
export interface Asked {
  readonly worker: WorkerState
  readonly now: number
}

/** Did nothing happen to the worker since then but new output of an agent that was not silent for long? Most events are of that kind. */
export function isOnlyOutput({ worker: before, now }: Asked, after: WorkerState, policy: Policy): boolean {
  if (!isSameWorkerBut(before, after, AGENT_AND_SIGNS) || !areSameSigns(before.signs, after.signs)) return false
  return isSameAgent(before.agent, after.agent) && isHeardInTime(before, { policy, now })
}

const AGENT_AND_SIGNS = ['agent', 'signs'] as const satisfies readonly (keyof WorkerState)[]
const NOVELTY = ['noveltyAt'] as const satisfies readonly (keyof AgentState)[]

/** Once a silence is too long its end is news, and the old answer knows of no time at which the next one would be. */
function isHeardInTime({ agent }: WorkerState, { policy, now }: { policy: Policy; now: number }): boolean {
  return agent !== null && now < agent.noveltyAt + (agent.turn === 'busy' ? policy.stuckAfterMs : policy.idleAfterMs)
}

function areSameSigns(before: WorkerState['signs'], after: WorkerState['signs']): boolean {
  if (before === after) return true
  // No sign is ever taken back.
  for (const key in after) if (key !== 'screen' && before[key as keyof typeof after] !== after[key as keyof typeof after]) return false
  return true
}

function isSameAgent(before: AgentState | null, after: AgentState | null): boolean {
  if (before === after) return true
  if (before === null || after === null) return false
  return after.noveltyAt >= before.noveltyAt && isSameAgentBut(before, after, NOVELTY)
}
