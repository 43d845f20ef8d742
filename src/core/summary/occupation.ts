import type { Health } from '../model/health.ts'
import { own } from '../model/own.ts'
import { openAssignment, ownTask, unmetDependencies } from '../policy/facts/work/tasks.ts'
import { isBeingChecked } from '../state/facts/assignment-phase.ts'
import { wantsLogin } from '../state/facts/wants-login.ts'
import type { State } from '../state/types/state.ts'
import type { AssignmentState } from '../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../state/types/worker-state.ts'
import type { Occupation } from './summary.ts'

/**
 * Returns how a worker uses its time from now on. It follows from the worker's health and from facts of the state, never from the text of a
 * reason.
 */
export function occupationOf(state: State, worker: WorkerState): Occupation {
  const { health } = worker.health
  if (health === 'working') return isChecked(openAssignment(state, worker)) ? 'checking' : 'working'
  if (health === 'waiting') return waitsFor(state, worker)
  // The worker's task failed and it has no other task, so it has nothing left to do.
  if (health === 'stuck' && worker.assignment === null && ownTask(state, worker)?.state === 'failed') return 'done'
  return own(OTHERS, health) ?? 'unknown'
}

const OTHERS = {
  starting: 'starting',
  idle: 'idle',
  quiet: 'idle',
  stuck: 'trouble',
  confused: 'trouble',
  limited: 'limit',
  crashed: 'trouble',
  over: 'limit',
  done: 'done',
} satisfies Record<Exclude<Health, 'working' | 'waiting'>, Occupation>

function isChecked(assignment: AssignmentState | null): boolean {
  return assignment !== null && isBeingChecked(assignment)
}

function waitsFor(state: State, worker: WorkerState): Occupation {
  if (worker.stopped !== null || worker.paused || state.czar.phase === 'stopping') return 'person'
  if (worker.health.matter === 'duplicate') return 'checking'
  return worker.agent === null ? waitsToStart(state, worker) : waitsAtWork(worker, worker.agent)
}

function waitsToStart(state: State, worker: WorkerState): Occupation {
  const task = ownTask(state, worker)
  const { matter } = worker.health
  if (task === null || task.state === 'dropped' || matter === 'no-task') return 'done'
  if (matter === 'budget') return 'limit'
  return worker.config.waitForDependencies && unmetDependencies(state, task).length > 0 ? 'dependency' : 'seat'
}

/** Returns for what a worker with an agent waits. It is `person` if only a person in the terminal keeps a text from the agent. */
function waitsAtWork({ question }: WorkerState, agent: AgentState): Occupation {
  const { turn, waitingFor, dialog } = agent
  if (wantsLogin(agent)) return 'answer'
  if (turn === 'waiting') return waitingFor === 'permission' ? 'permission' : 'answer'
  return question !== null || dialog !== null ? 'answer' : 'person'
}
