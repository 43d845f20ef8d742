import type { Plan } from '../model/decision.ts'
import type { State } from '../model/state.ts'
import type { AgentState, WorkerState } from '../model/worker-state.ts'
import { decide } from './decide.ts'

export type Decide = typeof decide

/**
 * The same answers as `decide`, for one who asks after every event: when nothing was to be done, and since then there was
 * but new output of agents that are at work anyway, the answer stands. Such output only puts off what would be due later,
 * so being woken by the old answer is at most too early. Most events are of that kind: every agent at work is one each 10 s.
 */
export function createDecide(): Decide {
  let known: { readonly state: State; readonly plan: Plan; readonly now: number } | null = null
  return (state, now) => {
    const isReused = known !== null && isStillTrue(known, now) && isOnlyOutput(known.state, state)
    const plan = isReused && known !== null ? known.plan : decide(state, now)
    known = { state, plan, now }
    return plan
  }
}

function isStillTrue({ plan, now: askedAt }: { readonly plan: Plan; readonly now: number }, now: number): boolean {
  return plan.decisions.length === 0 && now >= askedAt && (plan.wakeAt === null || now < plan.wakeAt)
}

function isOnlyOutput(before: State, after: State): boolean {
  return isSameBut(before, after, ['seq', 'at', 'workers']) && areSameOrOutput(before.workers, after.workers)
}

function areSameOrOutput(before: State['workers'], after: State['workers']): boolean {
  if (before === after) return true
  for (const id in after) if (before[id] !== after[id] && !isSameOrOutput(before[id], after[id])) return false
  for (const id in before) if (after[id] === undefined) return false
  return true
}

function isSameOrOutput(before: WorkerState | undefined, after: WorkerState | undefined): boolean {
  if (before === undefined || after === undefined || !isSteady(after) || !isSameBut(before, after, ['agent', 'signs'])) return false
  return isSameBut(before.signs, after.signs, ['screen']) && isSameAgent(before.agent, after.agent)
}

function isSameAgent(before: AgentState | null, after: AgentState | null): boolean {
  if (before === null || after === null) return before === after
  return after.noveltyAt >= before.noveltyAt && isSameBut(before, after, ['noveltyAt'])
}

/** Output is no news of whoever is known to be at work, or in a turn at the wrong thing; of others it may be the end of a silence. */
const STEADY: readonly (string | null | undefined)[] = ['turn', 'rework', 'claim', 'novelty']
const STEADY_IN_TURN: readonly (string | null | undefined)[] = ['same-error', 'edit-revert']

function isSteady({ agent, health }: WorkerState): boolean {
  if (health.health === 'working') return STEADY.includes(health.matter)
  return agent?.turn === 'busy' && (health.health === 'confused' || STEADY_IN_TURN.includes(health.matter))
}

/** Shallow: no part of the state is changed in place, so what is the same object is the same. */
function isSameBut<Part extends object>(before: Part, after: Part, changing: readonly (keyof Part)[]): boolean {
  if (before === after) return true
  for (const key in after) if (before[key] !== after[key] && !changing.includes(key)) return false
  for (const key in before) if (!(key in after)) return false
  return true
}
