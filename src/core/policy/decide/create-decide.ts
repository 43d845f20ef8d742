import type { Plan } from '../../events/decision.ts'
import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { decide } from './decide.ts'
import { type AskedAt, isOnlyOutput } from './is-only-output.ts'

export type Decide = (state: State, now: number) => Plan

/** Gives the same decisions as `decide`, for a caller that asks after every event. A plan's `wakeAt` may be too early. */
export function createDecide(): Decide {
  const planOf = memoizeLast(({ state, now }: AskedAt) => decide(state, now), isStillTrue)
  return (state, now) => planOf({ state, now })
}

/**
 * New output from an agent can only postpone a decision, never make one due earlier. So a plan without decisions stays valid until its
 * `wakeAt`.
 */
function isStillTrue(before: AskedAt, after: AskedAt, { decisions, wakeAt }: Plan): boolean {
  const isInTime = after.now >= before.now && (wakeAt === null || after.now < wakeAt)
  return decisions.length === 0 && isInTime && isOnlyOutput(before, after)
}
