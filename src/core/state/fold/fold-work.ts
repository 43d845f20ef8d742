import type { Event, Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import { isBeingDone } from '../facts/assignment-phase.ts'
import { isReviewer } from '../facts/is-reviewer.ts'
import { ranUntil } from '../facts/ran-until.ts'
import type { Handlers } from '../fold.ts'
import { hear } from '../hear.ts'
import { noteFact } from '../note-fact.ts'
import { beginAdvance, isRepeated } from '../progress/advance.ts'
import { restated } from '../progress/excuse.ts'
import type { State } from '../types/state.ts'
import type { AssignmentStart, AssignmentState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateAssignment, updateTask, updateWorker } from '../update.ts'
import { takeFindings } from './proof/fold-review.ts'

type WorkEvents = Extract<
  Event,
  {
    kind:
      | 'assignment.created'
      | 'assignment.presumed'
      | 'assignment.failed'
      | 'assignment.returned'
      | 'task.failed'
      | 'task.unreserved'
      | 'report.received'
      | 'report.refused'
  }
>

export const foldWork: Handlers<WorkEvents> = {
  'assignment.created': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    const task = own(state.tasks, event.task)
    // A worker has at most one open assignment, and a task at most one worker. An event that would break this changes nothing.
    if (worker === undefined || worker.assignment !== null || task === undefined || task.state !== 'waiting') return state
    if (own(state.assignments, event.assignment) !== undefined) return state
    const assignment = newAssignment(event, worker, at)
    const counted = { ...state.counters, assignments: state.counters.assignments + 1 }
    const withAssignment = { ...state, counters: counted, assignments: { ...state.assignments, [event.assignment]: assignment } }
    const withWorker = updateWorker(withAssignment, event.worker, () => ({ assignment: event.assignment, progress: null, question: null }))
    return updateTask(withWorker, event.task, ({ given }) => ({
      given: given + 1,
      state: 'assigned',
      reservedFor: null,
      worker: event.worker,
      assignment: event.assignment,
      assignedAt: at,
      endedAt: null,
      attempts: 0,
    }))
  },
  'assignment.presumed': (state, { assignment, head }) =>
    updateAssignment(state, assignment, before =>
      isBeingDone(before) ? { state: 'claimed', errors: 0, presumed: { head, resumes: before.state, reasons: [] } } : {},
    ),
  'assignment.failed': (state, event, at) => {
    const assignment = own(state.assignments, event.assignment)
    if (assignment === undefined || assignment.state === 'verified' || assignment.state === 'failed') return state
    const closed = updateAssignment(state, assignment.id, () => ({ state: 'failed', ended: 'failed', endedAt: at }))
    const task = updateTask(closed, assignment.task, () => ({ state: 'failed', endedAt: at, failure: event.reason }))
    return updateWorker(task, assignment.worker, worker => ({
      assignment: worker.assignment === assignment.id ? null : worker.assignment,
      tried: assignment.kind === 'bonus' ? [...new Set([...worker.tried, assignment.task])] : worker.tried,
    }))
  },
  'assignment.returned': returnAssignment,
  'task.failed': (state, event, at) =>
    updateTask(state, event.task, task => (task.state === 'waiting' ? { state: 'failed', endedAt: at, failure: event.reason } : {})),
  'task.unreserved': (state, event) =>
    updateTask(state, event.task, ({ reservedFor }) => (reservedFor === event.worker ? { reservedFor: null } : {})),
  'report.received': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    if (worker === undefined) return state
    const open = own(state.assignments, worker.assignment ?? '')
    const isNews = open === undefined || !isRepeated(open, event.report)
    const heard = updateWorker(state, worker.id, before => hear(before, { report: event.report, at, isNews }))
    return isReviewer(worker) ? takeReviewersReport(heard, event) : takeReport(heard, worker, event)
  },
  'report.refused': (state, event) =>
    updateWorker(state, event.worker, ({ refusals }) => ({ refusals: { ...refusals, count: refusals.count + 1, reason: event.reason } })),
}

/**
 * Makes the task wait again. Its worker may get it again if the worker was stopped or its account was limited. If the worker failed at the
 * task or refused it, it may not.
 */
function returnAssignment(state: State, event: Extract<WorkEvents, { kind: 'assignment.returned' }>, at: number): State {
  const assignment = own(state.assignments, event.assignment)
  if (assignment === undefined || assignment.state === 'verified' || assignment.state === 'failed') return state
  const { how = 'stopped', left = null } = event
  const closed = updateAssignment(state, assignment.id, () => ({ state: 'failed', ended: how, endedAt: at }))
  const task = updateTask(closed, assignment.task, ({ earlier }) => ({
    state: 'waiting',
    worker: null,
    assignment: null,
    assignedAt: null,
    earlier: [...earlier, { worker: assignment.worker, how, left }],
  }))
  return updateWorker(task, assignment.worker, worker => ({
    ...(worker.assignment === assignment.id ? { assignment: null, question: null } : {}),
    ...(how === 'stopped' || how === 'parked' ? {} : { tried: [...new Set([...worker.tried, assignment.task])] }),
    // An agent that made no progress with one task is replaced before the worker gets another.
    ...(how === 'silent' || how === 'stalled' ? { replace: worker.agent?.incarnation ?? null, fresh: true } : {}),
  }))
}

/** Takes a report of a reviewer. A reviewer claims nothing as done, so only its findings and a refusal count. */
function takeReviewersReport(state: State, event: Journaled<Extract<WorkEvents, { kind: 'report.received' }>>): State {
  const { kind, text } = event.report
  if (kind === 'review') return takeFindings(state, event)
  const open = own(state.workers, event.worker)?.assignment ?? null
  return kind === 'refuse' ? updateAssignment(state, open, () => ({ refusal: text })) : state
}

function takeReport(
  state: State,
  worker: WorkerState,
  { report, seq, at }: Journaled<Extract<WorkEvents, { kind: 'report.received' }>>,
): State {
  const open = worker.assignment === null ? undefined : own(state.assignments, worker.assignment)
  if (open === undefined || (report.assignment !== null && report.assignment !== open.id)) return state
  if (report.kind === 'ack') {
    return updateAssignment(state, open.id, assignment => ({
      ...restated(assignment),
      acknowledged: { text: report.text, plan: report.plan, at },
      state: assignment.state === 'assigned' || assignment.state === 'delivered' ? 'acknowledged' : assignment.state,
    }))
  }
  if (report.kind === 'note') return state
  if (report.kind === 'fact') return updateAssignment(state, open.id, assignment => noteFact(assignment, report))
  if (report.kind === 'refuse') return updateAssignment(state, open.id, () => ({ refusal: report.text }))
  if (report.kind !== 'done') return state
  const title = report.text.split('\n').find(line => line.trim() !== '') ?? ''
  const result = { seq, at, worker: worker.id, assignment: open.id, title: title.trim().slice(0, 200) }
  const told = updateTask(state, open.task, () => ({ result }))
  // If "done" is reported again during the check, nothing changes, because the check looks at the commit once more at its end.
  return updateAssignment(told, open.id, ({ state, presumed }) => ({
    state: state === 'verifying' ? state : 'claimed',
    claimedAt: state === 'verifying' ? open.claimedAt : at,
    ...(report.fails === undefined && open.fails === undefined ? {} : { fails: report.fails ?? null }),
    // The worker has now claimed the work itself, so the check is no longer only czar's guess.
    presumed: presumed === null ? null : { ...presumed, resumes: null },
  }))
}

function newAssignment(event: Extract<Event, { kind: 'assignment.created' }>, worker: WorkerState, at: number): AssignmentState {
  return {
    id: event.assignment,
    task: event.task,
    worker: event.worker,
    kind: event.assignmentKind,
    pullRequest: null,
    branch: event.branch ?? null,
    fromSha: event.fromSha,
    at,
    state: 'assigned',
    brief: null,
    briefed: null,
    acknowledged: null,
    claimedAt: null,
    rejections: 0,
    rejected: [],
    toldRejections: 0,
    errors: 0,
    lastVerdict: null,
    presumed: null,
    refusal: null,
    ended: null,
    ladder: { current: [], earlier: [], askedAt: at, tried: { asked: 0, read: 0, replaced: 0 } },
    advance: beginAdvance(worker),
    advised: [],
    handoff: null,
    began: startOfWork(worker, at),
  }
}

function startOfWork({ config, usage, ran }: WorkerState, at: number): AssignmentStart {
  const { agent, model, role } = config
  return { agent, model, role, usd: usage?.usd ?? null, tokens: usage?.tokens ?? null, ranMs: ranUntil(ran, at) }
}
