import type { FleetEvent } from '../../events/queue-event.ts'
import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { AddedBy, AddedByWorker, Project, WorkerConfig } from '../../model/project.ts'
import { dropTask } from '../drop-task.ts'
import { newWorker, primaryTask } from '../empty.ts'
import { addedByFleet, parentOf } from '../facts/children.ts'
import { withAdded, withoutWorker } from '../facts/file-project.ts'
import { planOf } from '../facts/stages.ts'
import type { Handlers } from '../fold.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateTask, updateWorker } from '../update.ts'
import { withWinners } from './proof/fold-attempts.ts'

export const foldFleet: Handlers<FleetEvent> = {
  'worker.added': (state, { config }, at) => {
    const [known, task] = [own(state.workers, config.id), own(state.tasks, config.id)]
    if (state.project === null || state.project.workers.some(({ id }) => id === config.id)) return state
    // A worker of the same name may have left before. The numbers of its assignments and agents are not used again.
    const worker = known === undefined ? newWorker(config, at) : { ...known, config, stopped: null, leftWithParent: false }
    const added: State = {
      ...state,
      project: withAdded(state.project, [config]),
      workers: { ...state.workers, [config.id]: worker },
      tasks: { ...state.tasks, [config.id]: { ...primaryTask(config), given: task?.given ?? 0 } },
    }
    return withPart(tellParent(tellParent(withWinners(added, at), config.id), parentOf(config)), config)
  },
  'worker.removed': (state, { worker, withParent = false }, at) => {
    if (state.project === null) return state
    const config = own(state.workers, worker)?.config
    const dropped = dropTask(state, worker as string as TaskId, { at, by: 'person' })
    const without = { ...dropped, project: withoutWorker(state.project, worker) }
    if (config === undefined) return without
    return tellParent(
      updateWorker(without, worker, () => ({ leftWithParent: withParent })),
      parentOf(config),
    )
  },
  'worker.handed_over': (state, { worker, to, mayReturn = false }) => {
    const child = own(state.workers, worker)
    if (child === undefined || state.project === null) return state
    const handed = handOver(state, child, { to, mayReturn })
    if (handed === null) return state
    const { addedBy, handedFrom } = handed
    const moved = updateWorker(state, worker, () => ({ config: { ...child.config, addedBy }, handedFrom }))
    const project = { ...state.project, workers: state.project.workers.map(each => (each.id === worker ? { ...each, addedBy } : each)) }
    return tellParent(tellParent({ ...moved, project }, parentOf(child.config)), to)
  },
  'wait.begun': (state, { worker, tasks }) =>
    updateWorker(state, worker, ({ incarnation, turns }) => ({ waits: { tasks, incarnation, turn: turns.ended } })),
  'wait.ended': (state, { worker }) =>
    updateWorker(state, worker, ({ waits, told }) => {
      if (waits === undefined) return {}
      const proven = waits.tasks.filter(task => own(state.tasks, task)?.state === 'verified')
      return { waits: { ...waits, incarnation: 0 }, told: [...new Set([...told, ...(proven as readonly string[] as readonly WorkerId[])])] }
    }),
}

interface Handed {
  readonly addedBy: AddedBy
  readonly handedFrom: AddedByWorker | null
}

/** For whom the child works from now on, and to whom it may go back. Returns null if it has no parent to leave. */
function handOver(
  state: State,
  child: WorkerState,
  { to, mayReturn }: { readonly to: WorkerId | null; readonly mayReturn: boolean },
): Handed | null {
  const { addedBy } = child.config
  const first = child.handedFrom ?? null
  if (first !== null && first.parent === to) return { addedBy: first, handedFrom: null }
  if (addedBy?.who !== 'worker') return null
  const handedFrom = first ?? (mayReturn ? addedBy : null)
  return { addedBy: to === null ? addedByFleet(state, child) : { ...addedBy, parent: to }, handedFrom }
}

/** Notes which worker got the task of a stage's list. The task then gets no second worker, even if this worker leaves the fleet. */
function withPart(state: State, config: WorkerConfig): State {
  const plan = planOf(config)
  if (plan === null) return state
  return updateTask(state, plan.stage as string as TaskId, ({ parts = {} }) => ({ parts: { ...parts, [plan.task]: config.id } }))
}

/** Adds the parent's children to the tasks that it needs, so that czar tells it when they are proven. */
function tellParent(state: State, parent: WorkerId | null): State {
  const config = parent === null ? undefined : state.project?.workers.find(({ id }) => id === parent)
  if (parent === null || config === undefined || state.project === null) return state
  return updateWorker(state, parent, () => ({ config: withChildren(config, state.project as Project) }))
}

/** The worker's settings with its children among the tasks that it needs. The worker's own task does not wait for them. */
export function withChildren<Config extends Project['workers'][number]>(config: Config, { workers }: Pick<Project, 'workers'>): Config {
  const children = workers.filter(other => parentOf(other) === config.id && !config.dependsOn.includes(other.id)).map(({ id }) => id)
  return children.length === 0 ? config : { ...config, dependsOn: [...config.dependsOn, ...children] }
}
