import type { AssignmentId, CommitSha } from '../../model/ids.ts'
import type { State } from '../../model/state.ts'
import type { TaskState } from '../../model/task-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { type Desk, isUnderWay } from '../desk.ts'
import { getsNoWork } from '../gets-no-work.ts'
import { isReady } from '../is-ready.ts'
import { latest } from '../latest.ts'
import { availableBonus, isFree } from '../tasks.ts'
import { bestOf } from './best-of.ts'
import { explainMatch } from './score.ts'

/** Hands the queue's tasks out, what a person assigned first, then best match, to those whose own work is verified and who are free. */
export function assignBonus(desk: Desk): void {
  const { state } = desk
  const available = availableBonus(state)
  if (available.length === 0) return
  const free = new Set(Object.values(state.workers).filter(worker => canBeGiven(state, worker)))
  const reserved = available.filter(task => task.reservedFor !== null)
  for (const task of [...reserved, ...available.filter(task => task.reservedFor === null)]) {
    if (free.size === 0) return
    const best = bestOf(state, task, free)
    const fromSha = best === null ? null : tipOf(state, best)
    if (best === null || fromSha === null) continue
    free.delete(best)
    give(desk, best, { task, fromSha })
  }
}

function give(desk: Desk, worker: WorkerState, { task, fromSha }: { task: TaskState; fromSha: CommitSha }): void {
  const assignment = `${task.id}.${task.given + 1}` as AssignmentId
  const reason = whyThisOne(desk.state, worker, task)
  desk.record(
    { kind: 'assignment.created', worker: worker.id, assignment, task: task.id, assignmentKind: 'bonus', fromSha, reason },
    reason,
  )
}

function whyThisOne(state: State, worker: WorkerState, task: TaskState): string {
  if (task.reservedFor !== null) return `a person assigned ${task.id} to ${worker.id}`
  const { points, reasons } = explainMatch(state, worker, task)
  return `best match for ${task.id} among those who are free: ${reasons.length === 0 ? 'nothing speaks for another' : reasons.join(', ')} (${points})`
}

function canBeGiven(state: State, worker: WorkerState): boolean {
  if (!isFree(state, worker) || !isReady(worker) || !isResting(worker) || worker.missing !== null) return false
  return !getsNoWork(state, worker) && !isUnderWay(state, worker.id, 'end_agent')
}

function isResting(worker: WorkerState): boolean {
  return worker.agent?.turn !== 'busy' && worker.agent?.turn !== 'waiting'
}

/**
 * Where a bonus task begins: the worker's newest verified commit, or what it committed after that in a task that failed.
 * What git showed before the verdict is older than the verdict itself.
 */
function tipOf(state: State, worker: WorkerState): CommitSha | null {
  const newest = newestProofs(state.tasks).get(worker.id)
  if (newest === undefined) return null
  return worker.git !== null && worker.gitAt > newest.at ? worker.git.head : newest.commit
}

/** The newest proof of each worker, found in one walk over all tasks. */
const newestProofs = latest((tasks: State['tasks']) => {
  const newest = new Map<WorkerState['id'], NonNullable<TaskState['verified']>>()
  for (const { worker, verified } of Object.values(tasks)) {
    if (worker === null || verified === null) continue
    const known = newest.get(worker)
    if (known === undefined || verified.at > known.at) newest.set(worker, verified)
  }
  return newest
})
