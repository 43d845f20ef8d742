import type { Action } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/**
 * The last steps before a run is over. Czar reads base once more, because base may have moved since the last reading,
 * and lands the tested tip if the project file says so. Returns true if a step is in progress, so that the run is not
 * over yet.
 */
export function landTrain(context: PolicyContext): boolean {
  const { train, refs } = context.state
  const merge = context.policy.merge
  if (merge?.mode !== 'omnibus' || train === null || refs === null || train.stopped !== null || train.tested === train.base) return false
  const { tested: tip, base, looked, landing } = train
  if (looked?.base !== refs.base.commit || looked.tip !== tip) {
    return ask(context, { do: 'look_at_base', worker: null, base: refs.base.commit, tip }, 'base may have moved since the last look')
  }
  if (merge.land !== 'when_finished' || landing?.tip === tip) return false
  return ask(context, { do: 'land_train', worker: null, tip, base }, 'the tested tree is to land at the end of the run')
}

type LastStep = Extract<Action, { do: 'look_at_base' | 'land_train' }>

/** Returns false if this action has failed too often. */
function ask(context: PolicyContext, action: LastStep, reason: string): boolean {
  if (hasGivenUp(context.state, effectIdOf(action))) return false
  context.perform(action, reason)
  return true
}
