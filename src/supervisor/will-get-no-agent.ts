import { own } from '../core/model/own.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'

/**
 * Whether the worker will never get an agent again, because its work is over or a person stopped it. Nothing must wait for such an agent.
 */
export function willGetNoAgent(state: State, worker: WorkerState): boolean {
  const task = own(state.tasks, worker.id)?.state
  return worker.stopped !== null || (worker.assignment === null && task !== undefined && task !== 'waiting')
}
