import { isTrainStep } from '../../events/decision.ts'
import { actionOfEffect, byEffect } from '../../events/effect-id.ts'
import type { State } from '../../state/types/state.ts'
import { hasGivenUp } from '../engine/policy-context.ts'

/** Says why the train does not go on, or returns null if it does. */
export function trainProblem(state: State): string | null {
  if (state.train?.stopped != null) return state.train.stopped
  const broken = byEffect(state.failures).find(([effect]) => isTrainStep(actionOfEffect(effect)) && hasGivenUp(state, effect))
  return broken === undefined ? null : `${actionOfEffect(broken[0]).replace('_', ' of the ')} failed: ${broken[1].reason}`
}
