import { own } from '../core/model/own.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'

/**
 * Whether the worker will get no agent any more, because its work is over or a person stopped it. A wait for its agent
 * would never end.
 */
export function willGetNoAgent(state: State, worker: WorkerState): boolean {
  const task = own(state.tasks, worker.id)?.state
  return worker.stopped !== null || (worker.assignment === null && task !== undefined && task !== 'waiting')
}
