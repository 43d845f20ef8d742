import type { AssignmentId, CommitSha } from '../model/ids.ts'
import type { State } from '../model/state.ts'
import type { TaskState } from '../model/task-state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import type { Desk } from './desk.ts'
import { isFor } from './is-for.ts'
import { availableBonus, canBeginOwnTask, isFree, openAssignment } from './tasks.ts'
import { messagesFor } from './waiting-messages.ts'

/** Gives a worker its own task as soon as its agent is ready, and any open task to an agent that has not been briefed. */
export function assignPrimary(desk: Desk, worker: WorkerState): void {
  const assignment = openAssignment(desk.state, worker)
  if (assignment !== null) return brief(desk, worker)
  if (!isReady(worker) || worker.worktree === null || worker.stopped !== null || !canBeginOwnTask(desk.state, worker)) return
  create(
    desk,
    worker,
    { task: worker.id as string as TaskState['id'], kind: 'primary', fromSha: worker.worktree.startSha },
    'its agent is ready',
  )
}

/** Hands the queue's tasks out, what a person assigned first, then best match, to those whose own work is verified and who are free. */
export function assignBonus(desk: Desk): void {
  const { state } = desk
  const free = new Set(
    Object.values(state.workers).filter(worker => isFree(state, worker) && isReady(worker) && isResting(worker) && worker.missing === null),
  )
  const available = availableBonus(state)
  const reserved = available.filter(task => task.reservedFor !== null)
  for (const task of [...reserved, ...available.filter(task => task.reservedFor === null)]) {
    const best = [...free]
      .filter(worker => isFor(worker, task))
      .map(worker => ({ worker, score: scoreOf(state, worker, task) }))
      .sort((left, right) => right.score - left.score)[0]
    const fromSha = best === undefined ? null : tipOf(state, best.worker)
    if (best === undefined || fromSha === null) continue
    free.delete(best.worker)
    const reason = task.reservedFor === null ? `best match for ${task.id} among those who are free` : `a person assigned ${task.id} to it`
    create(desk, best.worker, { task: task.id, kind: 'bonus', fromSha }, reason)
  }
}

/** A fresh agent, or one after a crash, has not been told what it is for. */
function brief(desk: Desk, worker: WorkerState): void {
  const assignment = openAssignment(desk.state, worker)
  if (assignment === null || !isReady(worker) || worker.agent === null) return
  if (assignment.state === 'claimed' || assignment.state === 'verifying') return
  if (assignment.briefed?.incarnation === worker.agent.incarnation) return
  // A person's own words stay: no brief says them.
  const queued = messagesFor(desk.state, worker.id).filter(message => message.assignment === assignment.id && message.kind !== 'tell')
  if (queued.some(message => message.kind === 'brief')) return
  for (const message of queued)
    desk.record({ kind: 'message.dropped', message: message.id, reason: 'a brief takes its place' }, 'the agent that it was for is gone')
  const facts: Readonly<Record<string, string>> = assignment.briefed === null ? {} : { again: 'true' }
  desk.record(
    { kind: 'message.queued', worker: worker.id, message: desk.nextMessage(), messageKind: 'brief', assignment: assignment.id, facts },
    assignment.briefed === null ? 'its task has not been delivered yet' : 'a fresh agent has to be told the task again',
  )
}

interface NewAssignment {
  readonly task: TaskState['id']
  readonly kind: 'primary' | 'bonus'
  readonly fromSha: CommitSha
}

function create(desk: Desk, worker: WorkerState, { task, kind, fromSha }: NewAssignment, reason: string): void {
  // Numbered by the tasks themselves: two assignments created in one round do not meet.
  const before = Object.values(desk.state.assignments).filter(assignment => assignment.task === task).length
  const assignment = `${task}.${before + 1}` as AssignmentId
  desk.record({ kind: 'assignment.created', worker: worker.id, assignment, task, assignmentKind: kind, fromSha }, reason)
}

function isReady(worker: WorkerState): boolean {
  const { agent } = worker
  return agent !== null && agent.exit === null && agent.readyAt !== null && worker.replace !== agent.incarnation
}

function isResting(worker: WorkerState): boolean {
  return worker.agent?.turn !== 'busy' && worker.agent?.turn !== 'waiting'
}

/** Preference by name weighs most, then having done what the task stands on, then role, then territory. */
function scoreOf(state: State, worker: WorkerState, task: TaskState): number {
  const prefers = task.bonus?.prefers
  const byName = prefers?.workers.includes(worker.id) === true ? 4 : 0
  const byRole = worker.config.role !== null && prefers?.roles.includes(worker.config.role) === true ? 2 : 0
  const byTerritory = task.owns.some(pattern => worker.config.owns.includes(pattern)) ? 1 : 0
  // Its branch has what the task stands on; anybody else has to merge it first.
  const byGround = task.after.length > 0 && task.after.every(id => state.tasks[id]?.worker === worker.id) ? 3 : 0
  return byName + byRole + byTerritory + byGround
}

/**
 * Where a bonus task begins: the worker's newest verified commit, or what it committed after that in a task that failed.
 * What git showed before the verdict is older than the verdict itself.
 */
function tipOf(state: State, worker: WorkerState): CommitSha | null {
  const proofs = Object.values(state.tasks).flatMap(task => (task.worker === worker.id && task.verified !== null ? [task.verified] : []))
  const newest = proofs.sort((left, right) => right.at - left.at)[0]
  if (newest === undefined) return null
  return worker.git !== null && worker.gitAt > newest.at ? worker.git.head : newest.commit
}
