import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { AddedBy, Project, WorkerConfig } from '../../model/project.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** The worker that added this worker for a part of its own task. Returns null if a person or the project file did. */
export function parentOf({ addedBy }: Pick<WorkerConfig, 'addedBy'>): WorkerId | null {
  return addedBy?.who === 'worker' ? addedBy.parent : null
}

/** The workers in the fleet that the worker `parent` added for parts of its task. */
export function childrenOf(project: Pick<Project, 'workers'> | null, parent: string): readonly WorkerConfig[] {
  return project?.workers.filter(config => parentOf(config) === parent) ?? []
}

/**
 * The tasks of a worker's children. The function looks for them among the tasks that the worker needs, and not in the whole fleet, so a
 * large fleet without children costs nothing.
 */
export function childTasks({ workers }: Pick<State, 'workers'>, { id, config: { dependsOn } }: WorkerState): readonly TaskId[] {
  return dependsOn.filter(needed => parentOf(own(workers, needed)?.config ?? {}) === id) as readonly string[] as readonly TaskId[]
}

/** The worker's children, their children and so on. Workers that left the fleet count too. */
export function descendantsOf({ workers }: Pick<State, 'workers'>, ancestor: WorkerId): readonly WorkerState[] {
  const found = new Set([ancestor])
  // The loop also visits the members that are added to the set while it runs.
  for (const parent of found) for (const { id, config } of Object.values(workers)) if (parentOf(config) === parent) found.add(id)
  found.delete(ancestor)
  return [...found].flatMap(id => own(workers, id) ?? [])
}

/**
 * Whether a task's own commit never goes onto the train. There are two cases. The task is a part of another worker's task, and reaches base
 * with that worker's work. Or it was handed over to the fleet, and contains unproven work of its former parent.
 */
export function isPart({ workers }: Pick<State, 'workers'>, task: string): boolean {
  const config = own(workers, task)?.config ?? {}
  return parentOf(config) !== null || beganUnproven(config)
}

/** Whether the fleet took over the worker from its parent, and the worker had begun on work of the parent that was not proven. */
export function beganUnproven({ addedBy }: Pick<WorkerConfig, 'addedBy'>): boolean {
  return addedBy?.who === 'person' && addedBy.from !== undefined
}

/** The task with which the work of this one lands: the task of which it is a part, or itself. */
export function wholeOf({ workers }: Pick<State, 'workers'>, task: TaskId): TaskId {
  const parent = parentOf(own(workers, task)?.config ?? {})
  return parent === null ? task : wholeOf({ workers }, parent as string as TaskId)
}

/**
 * Whether one of two tasks is a part of the other, directly or as a part of a part. The whole task merges the work of its parts, so both
 * change the same files. Two parts of the same task are separate, because neither merges the other's work.
 */
export function isOneFamily(state: Pick<State, 'workers'>, one: string, other: string): boolean {
  return isPartOf(state, one, other) || isPartOf(state, other, one)
}

function isPartOf({ workers }: Pick<State, 'workers'>, part: string, whole: string): boolean {
  const parent = parentOf(own(workers, part)?.config ?? {})
  return parent !== null && (parent === whole || isPartOf({ workers }, parent, whole))
}

/** Returns the new `addedBy` of a worker that the fleet takes over from its parent. */
export function addedByFleet({ workers }: Pick<State, 'workers'>, { config }: WorkerState): AddedBy {
  const { addedBy } = config
  if (addedBy?.who !== 'worker' || addedBy.from === null) return { who: 'person' }
  const isUnproven = own(workers, addedBy.parent)?.worktree?.startSha !== addedBy.from
  return isUnproven ? { who: 'person', from: addedBy.from } : { who: 'person' }
}

/** Whether the task is over: it is proven, has failed or was dropped. */
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
  return childTasks(state, worker).filter(id => !isTaskOver(state, id) && (!isWaiting(worker) || worker.waits?.tasks.includes(id)))
}

/** Whether the worker waits with `czar wait` and all tasks for which it waits are over. */
export function hasWaited(state: State, worker: WorkerState): boolean {
  return isWaiting(worker) && (worker.waits?.tasks ?? []).every(task => isTaskOver(state, task))
}
