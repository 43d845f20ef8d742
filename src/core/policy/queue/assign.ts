import type { AssignmentId, TaskId } from '../../model/ids.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import { isElsewhere } from '../branches/switch-branch.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { isReady } from '../facts/is-ready.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { beginsNothing } from '../facts/work/gets-no-work.ts'
import { canBeginOwnTask, openAssignment, ownTask } from '../facts/work/tasks.ts'

/** Gives a worker its own task once its agent is ready, and sends the text of an open task to the agent. */
export function assignPrimary(context: PolicyContext, worker: WorkerState): void {
  if (worker.assignment !== null) return brief(context, worker)
  if (!isReady(worker) || worker.worktree === null || worker.stopped !== null || beginsNothing(context.state, worker)) return
  if (!canBeginOwnTask(context.state, worker)) return
  const task = worker.id as string as TaskId
  const assignment = `${task}.${(ownTask(context.state, worker)?.given ?? 0) + 1}` as AssignmentId
  const reason = 'its agent is ready'
  const fromSha = ownTask(context.state, worker)?.from ?? worker.worktree.home.startSha
  context.record({ kind: 'assignment.created', worker: worker.id, assignment, task, assignmentKind: 'primary', fromSha, reason }, reason)
}

/** Sends the whole task to an agent. A fresh agent, for example after a crash, does not know it. */
function brief(context: PolicyContext, worker: WorkerState): void {
  const assignment = openAssignment(context.state, worker)
  if (assignment === null || !isReady(worker) || worker.agent === null) return
  if (isBeingChecked(assignment)) return
  if (assignment.briefed?.incarnation === worker.agent.incarnation || isElsewhere(worker, assignment)) return
  // Texts from people stay in the queue, because the text of the task does not repeat them.
  const queued = messagesFor(context.state, worker.id).filter(message => message.assignment === assignment.id && message.kind !== 'tell')
  if (queued.some(message => message.kind === 'brief')) return
  for (const message of queued)
    context.record({ kind: 'message.dropped', message: message.id, reason: 'a brief takes its place' }, 'the agent that it was for is gone')
  const whose = briefedBefore(assignment, worker.agent)
  queueText(
    context,
    worker.id,
    { kind: 'brief', assignment: assignment.id, facts: whose === null ? {} : { again: whose } },
    whose === null ? 'its task has not been delivered yet' : WHY[whose],
  )
}

/**
 * Whether an agent got the task before. Returns `rewritten` if this agent got an earlier version of the text, and true if an earlier agent
 * got the task.
 */
function briefedBefore({ briefed }: AssignmentState, { incarnation }: AgentState): 'rewritten' | 'true' | null {
  if (briefed === null) return null
  return briefed.rewrittenFor === incarnation ? 'rewritten' : 'true'
}

const WHY = { rewritten: 'the text of its task has changed', true: 'a fresh agent has to be told the task again' } as const
