import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { hasLost } from '../../state/facts/attempts.ts'
import { childTasks, isTaskOver, isWaiting, parentOf } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { countSeatLimits } from '../fleet/seat-limits.ts'

/**
 * Looks after workers that other workers added. If the parent is over, its children are ended or handed over. If a child failed, its parent
 * is told. A parent that waited for its children may go on when they are over.
 */
export function tendChildren(context: PolicyContext): void {
  const { state, project } = context
  if (state.czar.phase !== 'supervising') return
  for (const config of project.workers) {
    const parent = parentOf(config)
    if (parent === null) continue
    const why = isTaskOver(state, config.id as string as TaskId) ? null : whyParentIsOver(state, parent)
    if (why !== null) leaveParent(context, config.id, { parent, why })
  }
  for (const worker of Object.values(state.workers)) tellFailedChildren(context, worker)
  endWaits(context)
}

/** Why the parent no longer needs its children. Returns null if it still needs them. */
function whyParentIsOver(state: State, parent: WorkerId): string | null {
  const worker = own(state.workers, parent)
  const task = own(state.tasks, parent)
  if (task !== undefined && hasLost(task)) return `another attempt won against ${parent}`
  if (worker === undefined || task === undefined || task.state === 'dropped') return `${parent} left the fleet`
  if (worker.stopped !== null) return `${parent} was stopped`
  if (task.state === 'failed') return `the task of ${parent} failed`
  return task.state === 'verified' ? `the task of ${parent} is verified` : null
}

function leaveParent(context: PolicyContext, child: WorkerId, { parent, why }: { readonly parent: WorkerId; readonly why: string }): void {
  const { state, project, policy } = context
  const task = own(state.tasks, parent)
  // A part of an attempt that lost belongs to no other work.
  if (policy.spawn?.whenParentEnds !== 'hand_over' || (task !== undefined && hasLost(task)))
    return context.record({ kind: 'worker.removed', worker: child, reason: why }, `${child} works for ${parent}: ${why}`)
  const above = own(state.workers, parent)
  const next = above === undefined ? null : parentOf(above.config)
  const to = next !== null && project.workers.some(({ id }) => id === next) ? next : null
  context.record({ kind: 'worker.handed_over', worker: child, to, reason: why }, `${child} works for ${parent}: ${why}`)
}

/** Tells a parent once of each child that failed. A proven child is reported to it like any other task that it needs. */
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

/** Ends each wait whose tasks are over, as soon as there is a seat for the agent. */
function endWaits(context: PolicyContext): void {
  const { state, project } = context
  const waiting = Object.values(state.workers).filter(isWaiting)
  if (waiting.length === 0) return
  const room = countSeatLimits(state, project)
  for (const worker of waiting) {
    const isOver = (worker.waits?.tasks ?? []).every(task => isTaskOver(state, task))
    if (isOver && room.take(worker))
      context.record({ kind: 'wait.ended', worker: worker.id, reason: 'its tasks are over' }, 'its tasks are over')
  }
}
