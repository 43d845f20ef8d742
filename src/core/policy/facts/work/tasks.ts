import type { TaskId } from '../../../model/ids.ts'
import type { Project } from '../../../model/project.ts'
import type { State } from '../../../state/types/state.ts'
import type { AssignmentState, TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { memoizeByObject } from '../../engine/cache/memoize-by-object.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'
import { isLent } from './is-lent.ts'
import { whyNotAgain } from './may-recheck.ts'
import { isStranded } from './out-of-reach.ts'

/** The open assignment of a worker, if it has one. */
export function openAssignment(state: State, worker: WorkerState): AssignmentState | null {
  return worker.assignment === null ? null : (state.assignments[worker.assignment] ?? null)
}

/** Returns the worker's own task in the project file. It has the same id as the worker. */
export function ownTask(state: State, worker: WorkerState): TaskState | null {
  return state.tasks[worker.id] ?? null
}

/** Returns the tasks that this task needs and that are not verified yet. */
export function unmetDependencies({ tasks }: Pick<State, 'tasks'>, task: Pick<TaskState, 'after'>): readonly TaskId[] {
  return task.after.filter(id => tasks[id]?.state !== 'verified')
}

/** Whether the worker's own task may begin now. */
export function canBeginOwnTask(state: State, worker: WorkerState): boolean {
  const task = ownTask(state, worker)
  if (task === null || task.state !== 'waiting' || isLent(task) || isStranded(state, task)) return false
  return !worker.config.waitForDependencies || unmetDependencies(state, task).length === 0
}

/** Returns the tasks in the queue that no worker has. */
export function queuedTasks({ tasks }: Pick<State, 'tasks'>): readonly TaskState[] {
  return queuedIn(tasks)
}

const queuedIn = memoizeLast((tasks: State['tasks']): readonly TaskState[] =>
  Object.values(tasks).filter(task => isLent(task) && task.state === 'waiting'),
)

/**
 * Returns the tasks in the queue that could be given to a worker now. Those with the highest priority come first, and otherwise the order
 * of the file counts.
 */
export function availableBonus({ tasks }: State): readonly TaskState[] {
  return availableIn(tasks)
}

const availableIn = memoizeLast((tasks: State['tasks']): readonly TaskState[] =>
  queuedTasks({ tasks })
    .filter(task => unmetDependencies({ tasks }, task).length === 0)
    .sort((left, right) => (right.bonus?.priority ?? 0) - (left.bonus?.priority ?? 0)),
)

/** Whether the worker's own task is done, so that it can take another task. */
export function isFree(state: State, worker: WorkerState): boolean {
  if (!isInFile(state, worker) || worker.paused || worker.stopped !== null) return false
  const own = ownTask(state, worker)
  if (
    staleTasks(state.tasks)
      .get(worker.id)
      ?.some(task => whyNotAgain(state, task) === null)
  )
    return false
  return worker.assignment === null && own?.state === 'verified' && own.worker === worker.id
}

/** The stale tasks by worker. Stale work is checked again and may come back to its worker, so that worker is not free. */
const staleTasks = memoizeLast((tasks: State['tasks']) =>
  Map.groupBy(
    Object.values(tasks).filter(task => task.state === 'stale'),
    task => task.worker,
  ),
)

/** Whether the project still has the worker, and the profile of its agent. A child that is done stays when its parent and its profile go. */
export function isInFile({ project }: State, worker: WorkerState): boolean {
  return project !== null && workersOf(project).has(worker.id)
}

const workersOf = memoizeByObject(
  (project: Project) => new Set(project.workers.filter(({ agent }) => Object.hasOwn(project.agents, agent)).map(({ id }) => id)),
)
