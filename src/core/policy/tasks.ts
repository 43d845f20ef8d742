import type { TaskId } from '../model/ids.ts'
import type { AssignmentState, State, TaskState, WorkerState } from '../model/state.ts'

/** The open assignment of a worker, if it has one. */
export function openAssignment(state: State, worker: WorkerState): AssignmentState | null {
  return worker.assignment === null ? null : (state.assignments[worker.assignment] ?? null)
}

/** The task that the worker was configured with: it has the worker's id. */
export function ownTask(state: State, worker: WorkerState): TaskState | null {
  return state.tasks[worker.id] ?? null
}

/** Those of a task's dependencies that are not verified yet. */
export function unmetDependencies(state: State, task: TaskState): readonly TaskId[] {
  return task.after.filter(id => state.tasks[id]?.state !== 'verified')
}

/** A waiting task that can never start, because what it stands on failed, was dropped, or is itself stranded. */
export function isStranded(state: State, task: TaskState, path: readonly TaskId[] = []): boolean {
  if (task.state !== 'waiting' || path.includes(task.id)) return false
  return task.after.some(id => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'failed' || needed.state === 'dropped') return true
    return isStranded(state, needed, [...path, task.id])
  })
}

/** A waiting task that nothing but a person brings further: stranded, or it stands on a worker who was stopped. */
export function isOutOfReach(state: State, task: TaskState, path: readonly TaskId[] = []): boolean {
  if (task.state !== 'waiting' || path.includes(task.id)) return false
  if (isStranded(state, task)) return true
  if (task.kind === 'primary' && state.workers[task.id]?.config.waitForDependencies === false) return false
  return task.after.some(id => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'verified') return false
    return isStopped(state, needed) || isOutOfReach(state, needed, [...path, task.id])
  })
}

/** Was the worker who has the task, or whose own it is, stopped? */
export function isStopped(state: State, task: TaskState): boolean {
  const worker = state.workers[task.kind === 'primary' ? task.id : (task.worker ?? '')]
  return worker !== undefined && worker.stopped !== null
}

/** May the worker's own task be begun now? */
export function canBeginOwnTask(state: State, worker: WorkerState): boolean {
  const task = ownTask(state, worker)
  if (task === null || task.state !== 'waiting' || isStranded(state, task)) return false
  return !worker.config.waitForDependencies || unmetDependencies(state, task).length === 0
}

/** Bonus tasks that could be given now, best first: priority, then the order of the file. */
export function availableBonus(state: State): readonly TaskState[] {
  return Object.values(state.tasks)
    .filter(task => task.kind === 'bonus' && task.state === 'waiting' && unmetDependencies(state, task).length === 0)
    .sort((left, right) => (right.bonus?.priority ?? 0) - (left.bonus?.priority ?? 0))
}

/** Has the worker done its own task, and is it free for more? */
export function isFree(state: State, worker: WorkerState): boolean {
  const isInFile = state.project?.workers.some(config => config.id === worker.id) === true
  return isInFile && worker.assignment === null && worker.stopped === null && ownTask(state, worker)?.state === 'verified'
}
