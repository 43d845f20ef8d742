import type { Plan } from '../../events/decision.ts'
import type { State } from '../../state/types/state.ts'
import { isOnlyOutput } from '../engine/output.ts'
import { isSameStateBut } from '../engine/same-but.ts'
import { decide } from './decide.ts'

export type Decide = (state: State, now: number) => Plan

/**
 * Gives the same answers as `decide`, for a caller that asks after every event. An answer without decisions stands while the
 * only news is output of agents that were not silent for long. Such output only delays what is due, so the old wake-up time
 * is at worst too early. After any other event the rules are asked.
 */
export function createDecide(): Decide {
  let known: Known | null = null
  return (state, now) => {
    const isReused = known !== null && isStillTrue(known, now) && isNoNews(known, state)
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
