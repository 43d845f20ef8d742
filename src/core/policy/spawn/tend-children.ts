import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { AddedByWorker, WorkerConfig } from '../../model/project.ts'
import { hasLost } from '../../state/facts/attempts.ts'
import { childTasks, hasWaited, isTaskOver, parentOf } from '../../state/facts/children.ts'
import { planOf } from '../../state/facts/stages.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { spentText } from '../../text/spent-text.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { isLent } from '../facts/work/is-lent.ts'
import { mayHaveChildren } from '../facts/work/may-have-children.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { countSeatLimits } from '../fleet/seat-limits.ts'

/**
 * Decides about workers that other workers added. If a parent is over, its children end or go to another parent. If the parent begins
 * again, they come back to it. If a child failed, its parent is told. If all children of a waiting parent are over, the parent may go on.
 */
export function tendChildren(context: PolicyContext): void {
  const { state, project } = context
  if (state.czar.phase !== 'supervising') return
  for (const config of project.workers) {
    const parent = parentOf(config)
    if (parent === null) continue
    if (isTaskOver(state, config.id as string as TaskId)) continue
    const why = whyParentIsOver(context, parent)
    if (why !== null) leaveParent(context, config.id, { parent, why })
    else failSpent(context, config.id)
  }
  for (const worker of Object.values(state.workers)) {
    if (worker.leftWithParent === true) bringBack(context, worker)
    if (worker.handedFrom != null) giveBack(context, worker, worker.handedFrom)
    tellFailedChildren(context, worker)
  }
  endWaits(context)
}

/** Why the parent no longer needs its children. Null: it still needs them. */
function whyParentIsOver({ state, project }: PolicyContext, parent: WorkerId): string | null {
  const worker = own(state.workers, parent)
  const task = own(state.tasks, parent)
  if (task !== undefined && hasLost(task)) return `another attempt won against ${parent}`
  const isThere = project.workers.some(({ id }) => id === parent)
  if (!isThere || worker === undefined || task === undefined || task.state === 'dropped') return `${parent} left the fleet`
  if (worker.stopped !== null) return `${parent} was stopped`
  if (task.state === 'failed') return `the task of ${parent} failed`
  return task.state === 'verified' ? `the task of ${parent} is verified` : null
}

function leaveParent(context: PolicyContext, child: WorkerId, { parent, why }: { readonly parent: WorkerId; readonly why: string }): void {
  const { state, project, policy } = context
  const task = own(state.tasks, parent)
  const above = own(state.workers, parent)
  // A part of an attempt that lost is of no use to any other work.
  if (policy.spawn?.whenParentEnds !== 'hand_over' || (task !== undefined && hasLost(task)))
    return context.record(
      { kind: 'worker.removed', worker: child, reason: why, ...(mayReturn(above) ? { withParent: true } : {}) },
      `${child} works for ${parent}: ${why}`,
    )
  const next = above === undefined ? null : parentOf(above.config)
  const to = next !== null && project.workers.some(({ id }) => id === next) ? next : null
  const back = mayReturn(above) ? { mayReturn: true as const } : {}
  context.record({ kind: 'worker.handed_over', worker: child, to, reason: why, ...back }, `${child} works for ${parent}: ${why}`)
}

/**
 * Adds a child again that left with its parent, if the parent has begun again. It keeps its name and branch, so the work that it did counts.
 * A task that its stage's new list no longer has does not come back.
 */
function bringBack(context: PolicyContext, worker: WorkerState): void {
  const { id, config } = worker
  const { state, project } = context
  const parent = own(state.workers, parentOf(config) ?? '')
  const isThere = project.workers.some(other => other.id === id)
  if (parent === undefined || isThere || !mayHaveChildren(state, parent) || !Object.hasOwn(project.agents, config.agent)) return
  if (!isWanted(context, config)) return
  // Its task itself does not wait for its own children, and it is told of those that are still in the fleet.
  const children: readonly string[] = childTasks(state, worker)
  const again: WorkerConfig = { ...config, dependsOn: config.dependsOn.filter(needed => !children.includes(needed)) }
  context.record({ kind: 'worker.added', worker: id, config: again }, `${parent.id}, for which it works, has begun again`)
}

/** Whether the project allows the worker, and the list of its stage still has its task. */
function isWanted({ state, policy }: PolicyContext, config: Pick<WorkerConfig, 'addedBy'>): boolean {
  const plan = planOf(config)
  if (plan === null) return policy.spawn != null
  return own(state.tasks, plan.stage)?.planned?.some(task => task.id === plan.task) === true
}

/**
 * Gives a child that was handed over back to its former parent, if that parent has begun again. Otherwise both would do the same part. If
 * the child is proven already, it stays where it is, and the parent is told to merge its work.
 */
function giveBack(context: PolicyContext, { id, config }: WorkerState, from: AddedByWorker): void {
  const { state, project } = context
  const parent = own(state.workers, from.parent)
  if (parent === undefined || !mayHaveChildren(state, parent)) return
  const task = own(state.tasks, id)
  if (task?.state === 'verified') return tellOfHandedPart(context, parent, task)
  const isThere = project.workers.some(other => other.id === id)
  if (!isThere || isTaskOver(state, id as string as TaskId) || !isWanted(context, { ...config, addedBy: from })) return
  const reason = `${parent.id}, for which it worked, has begun again`
  context.record({ kind: 'worker.handed_over', worker: id, to: parent.id, reason }, reason)
}

/** Tells a parent that has begun again once that another worker's proof covers a part of its task. */
function tellOfHandedPart(context: PolicyContext, parent: WorkerState, { id, verified }: TaskState): void {
  const assignment = openAssignment(context.state, parent)
  const advice = `handed-part:${id}`
  if (verified === null || assignment === null || (assignment.task as string) !== parent.id || assignment.advised.includes(advice)) return
  const problem = `${id}, which you had added for a part of your task, is proven at commit ${verified.commit}. Merge this commit, and do not do that part again.`
  queueText(context, parent.id, { kind: 'notice', assignment: assignment.id, facts: { problem, advice } }, `${id} is proven`)
}

/**
 * Whether a child that leaves comes back with its parent. A parent that has used up its own budget gets what its children had left. If they
 * came back for it, they would take it away again, and the parent would be over at once.
 */
function mayReturn(parent: WorkerState | undefined): boolean {
  return parent?.stopped !== 'over' || parent.budget?.of !== 'worker'
}

/** Fails the task of a child that has used up its part of its parent's budget. Nobody can raise that part, and the parent may wait for it. */
function failSpent(context: PolicyContext, id: WorkerId): void {
  const worker = own(context.state.workers, id)
  const task = own(context.state.tasks, id)
  if (worker?.stopped !== 'over' || worker.budget?.of !== 'worker' || task === undefined) return
  const reason = `it has used up its part of the budget, ${spentText(worker.budget)}`
  // Another worker may have taken over the task.
  if (task.state === 'assigned' && task.worker === id && worker.assignment === task.assignment && worker.assignment !== null)
    context.record({ kind: 'assignment.failed', worker: id, assignment: worker.assignment, reason }, reason)
  else if (task.state === 'waiting' && !isLent(task)) context.record({ kind: 'task.failed', task: task.id, reason }, reason)
}

/** Tells a parent once about each failed child. About a proven child, the parent is told as about every other task that it needs. */
function tellFailedChildren(context: PolicyContext, worker: WorkerState): void {
  const { state } = context
  const assignment = openAssignment(state, worker)
  if (assignment === null || (assignment.task as string) !== worker.id) return
  for (const id of childTasks(state, worker)) {
    const task = own(state.tasks, id)
    const advice = `failed-child:${id}`
    if (task?.state !== 'failed' || assignment.advised.includes(advice)) continue
    const problem = `${id}, which works on a part of your task, failed: ${task.failure ?? 'it could not do it'}. Its work is on ${own(state.workers, id)?.config.branch ?? 'its branch'}. Do that part yourself, or give it to another child.`
    queueText(context, worker.id, { kind: 'notice', assignment: assignment.id, facts: { problem, advice } }, `${id} failed`)
  }
}

/** Ends the wait of a parent whose children are over, as soon as the parent's agent has a seat. */
function endWaits(context: PolicyContext): void {
  const { state, project } = context
  // If a parent is stopped, its children leave. Its agent, which ends now, must not go on without them.
  const waiting = Object.values(state.workers).filter(worker => worker.stopped === null && hasWaited(state, worker))
  if (waiting.length === 0) return
  const room = countSeatLimits(state, project)
  for (const worker of waiting) {
    if (room.take(worker)) context.record({ kind: 'wait.ended', worker: worker.id, reason: 'its tasks are over' }, 'its tasks are over')
  }
}
