import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { isUnderWay } from './desk.ts'

/** An agent that lives, is being started or ended, or died and will be brought back takes a seat. */
export function occupies(state: State, worker: WorkerState): boolean {
  return worker.agent !== null || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent')
}
