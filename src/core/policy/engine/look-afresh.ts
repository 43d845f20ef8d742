import { effectIdOf } from '../../events/effect-id.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasGivenUp, type PolicyContext } from './policy-context.ts'

/** What czar read with git counts as current if it is not older than this. */
const FRESH_MS = 10_000

/**
 * Whether czar has a current reading of the worker's branch. If not, the function asks for a reading, and the rule must wait. If git cannot
 * be read for a long time, the rule goes on without a reading.
 */
export function hasLookedAfresh(context: PolicyContext, worker: WorkerState): boolean {
  const action = { do: 'look_at_git', worker: worker.id } as const
  if (worker.worktree === null || hasGivenUp(context.state, effectIdOf(action))) return true
  if (worker.looked !== null && context.now - worker.looked.at < FRESH_MS) return true
  context.perform(action, 'before czar judges its work')
  return false
}
