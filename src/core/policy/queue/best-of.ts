import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isFor } from '../facts/work/is-for.ts'
import { scoreOf } from './score.ts'

/**
 * Returns the worker that suits the task best. If several suit it equally, it is the first of them. Returns null if no worker may take the
 * task.
 */
export function bestOf(state: State, task: TaskState, workers: Iterable<WorkerState>): WorkerState | null {
  let best: WorkerState | null = null
  let most = -Infinity
  for (const worker of workers) {
    if (!isFor(worker, task)) continue
    const points = scoreOf(state, worker, task)
    if (points <= most) continue
    best = worker
    most = points
  }
  return best
}
