import { isParked } from '../../model/is-parked.ts'
import type { AssignmentState } from '../../model/task-state.ts'
import type { LeftWork, ReturnHow } from '../../model/work-event.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import type { Desk } from '../desk.ts'
import { presume } from '../proof/presume.ts'
import { openAssignment } from '../tasks.ts'
import { whyNever } from '../why-never.ts'
import { leaseOf } from './lease.ts'

/**
 * Gives a bonus task back to the queue when its worker was stopped, refuses it, or lets its lease run out. What it claims
 * to have done is checked first.
 */
export function giveBack(desk: Desk, worker: WorkerState): void {
  const assignment = openAssignment(desk.state, worker)
  if (assignment === null || assignment.kind !== 'bonus') return
  if (assignment.state === 'claimed' || assignment.state === 'verifying') return
  const why = whyBack(desk, worker, assignment)
  const isLapsed = why?.how === 'silent' || why?.how === 'parked'
  if (why === null || (isLapsed && presume(desk, worker, assignment, why.reason))) return
  returnTask(desk, worker, { assignment, ...why })
}

interface Return {
  readonly assignment: AssignmentState
  readonly how: ReturnHow
  /** Follows the worker's name. */
  readonly reason: string
}

/** The event that puts a bonus task back, with where the work on it lies. */
export function returnTask(desk: Desk, worker: WorkerState, { assignment, how, reason }: Return): void {
  const left = leftWork(worker, assignment)
  const where = left.commit === null ? 'nothing of it was committed' : `what it did is on ${left.branch} up to ${left.commit.slice(0, 8)}`
  const words = `${worker.id} ${reason}; ${where}`
  desk.record({ kind: 'assignment.returned', worker: worker.id, assignment: assignment.id, reason: words, how, left }, words)
}

function whyBack(desk: Desk, worker: WorkerState, { task, refusal }: AssignmentState): Pick<Return, 'how' | 'reason'> | null {
  if (worker.stopped === 'person') return { how: 'stopped', reason: 'was stopped by a person' }
  if (worker.stopped === 'closed') return { how: 'stopped', reason: 'had its session closed from outside' }
  if (worker.stopped === 'over') return { how: 'stopped', reason: 'has used up its budget' }
  if (refusal !== null) return { how: 'refused', reason: `refuses ${task}: ${refusal}` }
  const expiresAt = leaseOf(desk.state, worker)?.expiresAt ?? null
  if (expiresAt === null || desk.state.czar.phase === 'stopping' || !desk.isDue(expiresAt) || !isWanted(desk, worker, task)) return null
  const minutes = Math.round(desk.policy.leaseMs / 60_000)
  const how = isParked(desk.state, worker) ? 'parked' : 'silent'
  return {
    how,
    reason: `gave no sign of life for ${minutes} min${how === 'parked' ? ', its account being limited' : ''}: its lease of ${task} ran out`,
  }
}

/** Nothing is won by taking a task from the only one who may have it, or for another who waits for the same limit. */
function isWanted({ state, restsOnOthers }: Desk, holder: WorkerState, id: AssignmentState['task']): boolean {
  restsOnOthers()
  const task = state.tasks[id]
  const waits = isParked(state, holder)
  return (
    task !== undefined &&
    Object.values(state.workers).some(
      worker => worker.id !== holder.id && whyNever(state, worker, task) === null && !(waits && isParked(state, worker)),
    )
  )
}

function leftWork({ worktree, config, git }: WorkerState, { fromSha }: AssignmentState): LeftWork {
  const branch = worktree?.branch ?? config.branch
  return { branch, commit: git === null || git.head === fromSha ? null : git.head }
}
