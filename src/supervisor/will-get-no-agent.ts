import { own } from '../core/model/own.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'

/** Its work is over, or a person stopped it: whoever waits for an agent of it would wait for ever. */
export function willGetNoAgent(state: State, worker: WorkerState): boolean {
  const task = own(state.tasks, worker.id)?.state
  return worker.stopped !== null || (worker.assignment === null && task !== undefined && task !== 'waiting')
}
