import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay } from '../engine/policy-context.ts'

/**
 * Whether a worker counts as one of the agents that may run at once. A worker counts if its agent runs, is being started or ended, or has
 * died and will be started again.
 */
export function occupies(state: State, worker: WorkerState): boolean {
  return worker.agent !== null || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent')
}
