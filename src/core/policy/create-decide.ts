import type { Plan } from '../model/decision.ts'
import type { State } from '../model/state.ts'
import type { AgentState, WorkerState } from '../model/worker-state.ts'
import { decide } from './decide.ts'

export type Decide = typeof decide

/**
 * The same answers as `decide`, for one who asks after every event: when nothing was to be done, and since then there was
 * but new output of agents that were not silent for long, the answer stands. Such output only puts off what would be due later,
 * so being woken by the old answer is at most too early. Most events are of that kind: every agent at work is one each 10 s.
 */
export function createDecide(): Decide {
  let known: Known | null = null
  return (state, now) => {
    const isReused = known !== null && isStillTrue(known, now) && isOnlyOutput(known, state)
    const plan = isReused && known !== null ? known.plan : decide(state, now)
    known = { state, plan, now }
    return plan
  }
}

interface Known {
  readonly state: State
  readonly plan: Plan
  readonly now: number
}

function isStillTrue({ plan, now: askedAt }: Known, now: number): boolean {
  return plan.decisions.length === 0 && now >= askedAt && (plan.wakeAt === null || now < plan.wakeAt)
}

function isOnlyOutput(known: Known, after: State): boolean {
  return isSameBut(known.state, after, ['seq', 'at', 'workers']) && areSameOrOutput(known, after.workers)
}

function areSameOrOutput(known: Known, after: State['workers']): boolean {
  const before = known.state.workers
  if (before === after) return true
  for (const id in after) if (before[id] !== after[id] && !isOutput(known, before[id], after[id])) return false
  for (const id in before) if (after[id] === undefined) return false
  return true
}

function isOutput(known: Known, before: WorkerState | undefined, after: WorkerState | undefined): boolean {
  if (before === undefined || after === undefined || !isSameBut(before, after, ['agent', 'signs'])) return false
  return isSameBut(before.signs, after.signs, ['screen']) && isSameAgent(before.agent, after.agent) && isHeardInTime(known, before)
}

/** Once a silence is too long its end is news, and the old answer knows of no time at which the next one would be. */
function isHeardInTime({ state, now }: Known, { agent }: WorkerState): boolean {
  if (agent === null || state.project === null) return false
  const { idleAfterMs, stuckAfterMs } = state.project.policy
  return now < agent.noveltyAt + (agent.turn === 'busy' ? stuckAfterMs : idleAfterMs)
}

function isSameAgent(before: AgentState | null, after: AgentState | null): boolean {
  if (before === null || after === null) return before === after
  return after.noveltyAt >= before.noveltyAt && isSameBut(before, after, ['noveltyAt'])
}

/** Shallow: no part of the state is changed in place, so what is the same object is the same. */
function isSameBut<Part extends object>(before: Part, after: Part, changing: readonly (keyof Part)[]): boolean {
  if (before === after) return true
  for (const key in after) if (before[key] !== after[key] && !changing.includes(key)) return false
  for (const key in before) if (!(key in after)) return false
  return true
}
