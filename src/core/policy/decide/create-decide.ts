import type { Plan } from '../../events/decision.ts'
import type { State } from '../../state/types/state.ts'
import { isOnlyOutput } from '../engine/output.ts'
import { isSameStateBut } from '../engine/same-but.ts'
import { decide } from './decide.ts'
import { rememberUnchanged } from './unchanged-workers.ts'

export type Decide = (state: State, now: number) => Plan

/**
 * The same answers as `decide`, for one who asks after every event: when nothing was to be done, and since then there was
 * but new output of agents that were not silent for long, the answer stands. Such output only puts off what would be due later,
 * so being woken by the old answer is at most too early. After anything else the rules look at the workers it has to do with.
 */
export function createDecide(): Decide {
  let known: Known | null = null
  const unchanged = rememberUnchanged()
  return (state, now) => {
    const isReused = known !== null && isStillTrue(known, now) && isNoNews(known, state)
    const plan = isReused && known !== null ? known.plan : decide(state, now, unchanged)
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

const CHANGING = ['seq', 'at', 'workers'] as const satisfies readonly (keyof State)[]

function isNoNews(known: Known, after: State): boolean {
  return isSameStateBut(known.state, after, CHANGING) && areSameOrOutput(known, after)
}

function areSameOrOutput({ state, now }: Known, { workers: after, project }: State): boolean {
  const before = state.workers
  if (before === after) return true
  if (project === null) return false
  for (const id in after) {
    const [worker, latest] = [before[id], after[id]]
    if (worker === latest) continue
    if (worker === undefined || latest === undefined || !isOnlyOutput({ worker, now }, latest, project.policy)) return false
  }
  for (const id in before) if (after[id] === undefined) return false
  return true
}
