import { effectIdOf } from '../../events/effect-id.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasGivenUp, type PolicyContext } from './policy-context.ts'

/** A reading of git this recent counts as current. */
const FRESH_MS = 10_000

/**
 * Whether the worker's branch was read just now. If not, this requests a reading, and the rule waits for it. If git stays unreadable, the
 * rule goes on without it.
 */
export function hasLookedAfresh(context: PolicyContext, worker: WorkerState): boolean {
  const action = { do: 'look_at_git', worker: worker.id } as const
  if (worker.worktree === null || hasGivenUp(context.state, effectIdOf(action))) return true
  if (worker.looked !== null && context.now - worker.looked.at < FRESH_MS) return true
  context.perform(action, 'before czar judges its work')
  return false
}
