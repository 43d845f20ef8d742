import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay } from '../engine/policy-context.ts'

/** Whether a worker takes a seat: its agent runs, is being started or ended, or died and will be restarted. */
export function occupies(state: State, worker: WorkerState): boolean {
  return worker.agent !== null || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent')
}
