import type { Plan } from '../../events/decision.ts'
import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { decide } from './decide.ts'
import { type AskedAt, isOnlyOutput } from './is-only-output.ts'

export type Decide = (state: State, now: number) => Plan

/**
 * Gives the same decisions as `decide`, for a caller that asks after every event. The time at which it wants to be asked again may be too
 * early.
 */
export function createDecide(): Decide {
  const planOf = memoizeLast(({ state, now }: AskedAt) => decide(state, now), isStillTrue)
  return (state, now) => planOf({ state, now })
}

/** An agent's output only delays what is due. So a plan without decisions holds until the time at which it wants to be asked again. */
function isStillTrue(before: AskedAt, after: AskedAt, { decisions, wakeAt }: Plan): boolean {
  const isInTime = after.now >= before.now && (wakeAt === null || after.now < wakeAt)
  return decisions.length === 0 && isInTime && isOnlyOutput(before, after)
}
