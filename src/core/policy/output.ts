import type { Policy } from '../model/project.ts'
import type { AgentState, WorkerState } from '../model/worker-state.ts'

/** A worker as it was when the rules were asked about it, and when that was. */
export interface Asked {
  readonly worker: WorkerState
  readonly now: number
}

/** Did nothing happen to the worker since then but new output of an agent that was not silent for long? Most events are of that kind. */
export function isOnlyOutput({ worker: before, now }: Asked, after: WorkerState, policy: Policy): boolean {
  if (!isSameBut(before, after, AGENT_AND_SIGNS) || !isSameBut(before.signs, after.signs, SCREEN)) return false
  return isSameAgent(before.agent, after.agent) && isHeardInTime(before, { policy, now })
}

const AGENT_AND_SIGNS: readonly string[] = ['agent', 'signs'] satisfies readonly (keyof WorkerState)[]
const SCREEN: readonly string[] = ['screen'] satisfies readonly (keyof WorkerState['signs'])[]
const NOVELTY: readonly string[] = ['noveltyAt'] satisfies readonly (keyof AgentState)[]

/** Once a silence is too long its end is news, and the old answer knows of no time at which the next one would be. */
function isHeardInTime({ agent }: WorkerState, { policy, now }: { policy: Policy; now: number }): boolean {
  return agent !== null && now < agent.noveltyAt + (agent.turn === 'busy' ? policy.stuckAfterMs : policy.idleAfterMs)
}

function isSameAgent(before: AgentState | null, after: AgentState | null): boolean {
  if (before === null || after === null) return before === after
  return after.noveltyAt >= before.noveltyAt && isSameBut(before, after, NOVELTY)
}

/** Shallow: no part of the state is changed in place, so what is the same object is the same. */
export function isSameBut<Part extends object>(before: Part, after: Part, changing: readonly string[]): boolean {
  if (before === after) return true
  let more = 0
  for (const key in after) {
    if (before[key] !== after[key] && !changing.includes(key)) return false
    more++
  }
  // Counted, as looking each key up a second time cost as much as all the rest.
  for (const _ in before) more--
  return more === 0
}
