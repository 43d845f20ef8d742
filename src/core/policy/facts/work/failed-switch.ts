import { actionOfEffect, byEffect } from '../../../events/effect-id.ts'
import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { hasGivenUp } from '../../engine/policy-context.ts'

/** Says why czar cannot check out another branch in the worker's worktree. Returns null if it can, or has not tried. */
export function failedSwitch(state: State, worker: WorkerState): string | null {
  for (const [effect, failure] of byEffect(state.failures)) {
    if (failure.worker === worker.id && actionOfEffect(effect) === 'switch_branch' && hasGivenUp(state, effect)) return failure.reason
  }
  return null
}
