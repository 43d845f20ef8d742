import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Project, WorkerConfig } from '../../model/project.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** The worker that added this one for a part of its own task. Returns null if a person or the project file did. */
export function parentOf({ addedBy }: Pick<WorkerConfig, 'addedBy'>): WorkerId | null {
  return addedBy?.who === 'worker' ? addedBy.parent : null
}

/** The workers in the fleet that this worker added for parts of its own task. */
export function childrenOf(project: Pick<Project, 'workers'> | null, parent: string): readonly WorkerConfig[] {
  return project?.workers.filter(config => parentOf(config) === parent) ?? []
}

/** Whether a task is a part of another worker's task. Its work reaches base only as a part of that worker's work. */
export function isPart({ workers }: Pick<State, 'workers'>, task: string): boolean {
  return own(workers, task)?.config?.addedBy?.who === 'worker'
}

/** Whether nothing more comes of a task: it is proven, failed or dropped. */
export function isTaskOver({ tasks }: Pick<State, 'tasks'>, id: TaskId): boolean {
  const state = own(tasks, id)?.state
  return state === undefined || state === 'verified' || state === 'failed' || state === 'dropped'
}

/** Whether the worker's agent waits now with `czar wait`. A wait ends with the turn in which it began. */
export function isWaiting({ waits, agent, turns }: WorkerState): boolean {
  return waits !== undefined && agent?.exit === null && waits.incarnation === agent.incarnation && waits.turn === turns.ended
}

/**
 * The children for which the worker rightly does nothing: it waits for them with `czar wait`, or has ended its turn while they are at work.
 * The list is empty if the worker should be at work itself.
 */
export function awaitedChildren(state: State, worker: WorkerState): readonly TaskId[] {
  if (worker.agent?.exit !== null) return []
  if (!isWaiting(worker) && worker.agent.turn === 'busy') return []
  const children = childrenOf(state.project, worker.id).map(({ id }) => id as string as TaskId)
  return children.filter(id => !isTaskOver(state, id) && (!isWaiting(worker) || worker.waits?.tasks.includes(id)))
}

/**
 * Whether the worker leaves its place to its children: it has some that are not over, and its agent waits for them or has ended its turn.
 * Without this rule, parents could hold all places while their children wait for one.
 */
export function lendsSeat(state: State, worker: WorkerState): boolean {
  return isWaiting(worker) || awaitedChildren(state, worker).length > 0
}
