import type { AssignmentId, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from './types/state.ts'
import type { AssignmentState, TaskState } from './types/task-state.ts'
import type { AgentState, WorkerState } from './types/worker-state.ts'

/** Changes one worker; a name nobody has leaves the state as it is, so that the fold stays total. */
export function updateWorker(state: State, id: WorkerId, change: (worker: WorkerState) => Partial<WorkerState>): State {
  const worker = own(state.workers, id)
  if (worker === undefined) return state
  return { ...state, workers: withWorker(state.workers, Object.assign({ ...worker }, change(worker))) }
}

/** The workers with another state of one of them. Written so because it is done at every event: it takes half the time of a spread with a name. */
export function withWorker(workers: State['workers'], worker: WorkerState): State['workers'] {
  const changed: Record<string, WorkerState> = { ...workers }
  changed[worker.id] = worker
  return changed
}

/** Changes a worker's agent, but only the incarnation that the event is about: late signals of an old one are void. */
export function updateAgent(state: State, id: WorkerId, incarnation: number, change: (agent: AgentState) => Partial<AgentState>): State {
  return updateWorker(state, id, worker => {
    if (worker.agent === null || worker.agent.incarnation !== incarnation) return {}
    return { agent: Object.assign({ ...worker.agent }, change(worker.agent)) }
  })
}

/** Changes one assignment, if there is one of that id. */
export function updateAssignment(
  state: State,
  id: AssignmentId | null,
  change: (assignment: AssignmentState) => Partial<AssignmentState>,
): State {
  const assignment = id === null ? undefined : own(state.assignments, id)
  if (assignment === undefined) return state
  return { ...state, assignments: { ...state.assignments, [assignment.id]: Object.assign({ ...assignment }, change(assignment)) } }
}

/** Changes one task, if there is one of that id. */
export function updateTask(state: State, id: TaskId, change: (task: TaskState) => Partial<TaskState>): State {
  const task = own(state.tasks, id)
  if (task === undefined) return state
  return { ...state, tasks: { ...state.tasks, [id]: Object.assign({ ...task }, change(task)) } }
}

/** What could not be done for a worker may be tried anew: its agent changed, or a person said so. A new agent changes nothing about git. */
export function forgetFailures(state: State, worker: WorkerId, because: 'agent' | 'person' = 'person'): State {
  const all = Object.entries(state.failures)
  const stays = (effect: string) => because === 'agent' && effect.startsWith('switch_branch:')
  const kept = all.filter(([effect, failure]) => failure.worker !== worker || stays(effect))
  // The same object as long as it says the same: who compares two states looks no further then.
  return kept.length === all.length ? state : { ...state, failures: Object.fromEntries(kept) }
}
