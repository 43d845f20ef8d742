import { actionOfEffect, byEffect } from '../../../events/effect-id.ts'
import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { hasGivenUp } from '../../engine/policy-context.ts'

/** Why the worker's worktree cannot be switched to another branch. Returns null if it can, or if czar has not tried. */
export function failedSwitch(state: State, worker: WorkerState): string | null {
  for (const [effect, failure] of byEffect(state.failures)) {
    if (failure.worker === worker.id && actionOfEffect(effect) === 'switch_branch' && hasGivenUp(state, effect)) return failure.reason
  }
  return null
}
