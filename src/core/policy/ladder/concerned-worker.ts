import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { hasDialog } from '../fleet/agent.ts'
import type { ConcernedWorker } from './concern.ts'

/** Returns the worker with its agent and its assignment. Returns null if the agent has not got the task, or cannot take a text. */
export function concernedWorker(context: PolicyContext, worker: WorkerState): ConcernedWorker | null {
  const assignment = openAssignment(context.state, worker)
  const { agent } = worker
  if (assignment === null || agent === null || agent.exit !== null || worker.stopped !== null) return null
  if (assignment.briefed?.incarnation !== agent.incarnation || worker.replace === agent.incarnation) return null
  return hasDialog(agent) || agent.turn === 'waiting' ? null : { worker, agent, assignment }
}
