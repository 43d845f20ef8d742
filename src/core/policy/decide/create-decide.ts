import type { Plan } from '../../events/decision.ts'
import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { decide } from './decide.ts'
import { type AskedAt, isOnlyOutput } from './is-only-output.ts'

export type Decide = (state: State, now: number) => Plan

/**
 * Makes a function that gives the same decisions as `decide`, but is faster for a caller that asks after every event. The returned `wakeAt`
 * may be earlier than necessary.
 */
export function createDecide(): Decide {
  const planOf = memoizeLast(({ state, now }: AskedAt) => decide(state, now), isStillTrue)
  return (state, now) => planOf({ state, now })
}

/**
 * Whether the last plan still holds. New output of an agent can only delay a decision. So a plan without decisions holds until its
 * `wakeAt`.
 */
function isStillTrue(before: AskedAt, after: AskedAt, { decisions, wakeAt }: Plan): boolean {
  const isInTime = after.now >= before.now && (wakeAt === null || after.now < wakeAt)
  return decisions.length === 0 && isInTime && isOnlyOutput(before, after)
}
