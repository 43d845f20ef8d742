import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from './types/state.ts'
import type { TaskState } from './types/task-state.ts'
import { updateAssignment, updateTask, updateWorker } from './update.ts'

/** The proof of an attempt counts only if the attempt wins. */
function withoutProof({ state }: TaskState): Partial<TaskState> {
  return state === 'candidate' ? { verified: null } : {}
}

/** Drops a task and ends its assignment. A verified task is not dropped. */
export function dropTask(state: State, id: TaskId, { at, by }: { at: number; by: NonNullable<TaskState['droppedBy']> }): State {
  const task = own(state.tasks, id)
  if (task === undefined || task.state === 'verified') return state
  const dropped = updateTask(state, id, () => ({ state: 'dropped', droppedBy: by, reservedFor: null, endedAt: at, ...withoutProof(task) }))
  if (task.state !== 'assigned' || task.assignment === null || task.worker === null) return dropped
  const closed = updateAssignment(dropped, task.assignment, () => ({ state: 'failed', ended: 'dropped', endedAt: at }))
  return updateWorker(closed, task.worker, worker => (worker.assignment === task.assignment ? { assignment: null, question: null } : {}))
}
