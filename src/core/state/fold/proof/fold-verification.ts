import type { Event, Journaled } from '../../../events/event.ts'
import type { TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { errorIn } from '../../../text/error-text.ts'
import { provenState } from '../../facts/attempts.ts'
import { branchOfAssignment } from '../../facts/branch-of.ts'
import type { Handlers } from '../../fold.ts'
import type { State } from '../../types/state.ts'
import type { AssignmentState, LastVerdict, Presumption, Proof, TaskState } from '../../types/task-state.ts'
import { updateAssignment, updateTask, updateWorker } from '../../update.ts'
import { foldRecheck } from './fold-recheck.ts'

const KEPT_REJECTIONS = 5

type VerificationEvents = Extract<Event, { kind: `verification.${string}` }>

export const foldVerification: Handlers<VerificationEvents> = {
  'verification.started': (state, event) =>
    updateAssignment(state, event.assignment, assignment => (isOpen(assignment) ? { state: 'verifying' } : {})),
  'verification.finished': (state, event, at) => {
    const assignment = own(state.assignments, event.assignment)
    const task = assignment === undefined ? undefined : own(state.tasks, assignment.task)
    if (assignment === undefined || task === undefined) return state
    const { verdict, commit, reasons, checks, flags = [], log, tail } = event
    const lastVerdict: LastVerdict = { at, verdict, commit, reasons, checks, flags, log, tail }
    if (!isOpen(assignment))
      return withPlanned(foldRecheck(state, { assignment, task, lastVerdict, base: event.base, ...containsOf(event) }), task.id, event)
    if (verdict === 'verified' && commit !== null)
      return withPlanned(accept(state, { event, assignment, task }, { ...lastVerdict, commit }), task.id, event)
    const { presumed } = assignment
    if (presumed !== null && presumed.resumes !== null) return resume(state, assignment, { ...presumed, reasons })
    if (verdict === 'rejected') return reject(state, assignment, lastVerdict)
    const errors = verdict === 'error' ? assignment.errors + 1 : assignment.errors
    const settled = assignment.fault === undefined ? {} : { fault: null }
    return updateAssignment(state, assignment.id, () => ({ state: 'claimed', errors, lastVerdict, ...settled }))
  },
  'verification.voided': (state, { task, because, reason }, at) =>
    updateTask(state, task, ({ state }) => (state === 'verified' ? { state: 'stale', recheck: { because, reason, at, errors: 0 } } : {})),
}

type Accepted = LastVerdict & { readonly commit: NonNullable<LastVerdict['commit']> }

interface Claim {
  readonly event: Journaled<Extract<Event, { kind: 'verification.finished' }>>
  readonly assignment: AssignmentState
  readonly task: TaskState
}

function accept(state: State, { event, assignment, task }: Claim, verdict: Accepted): State {
  const { commit, at, checks, flags } = verdict
  const proven = updateAssignment(state, assignment.id, () => ({
    state: 'verified',
    lastVerdict: verdict,
    endedAt: at,
    judged: judged(assignment, 'verified'),
  }))
  const done = updateTask(proven, task.id, before => ({
    state: provenState(state, before),
    endedAt: at,
    attempts: before.attempts + 1,
    verified: { commit, base: event.base, at, accept: before.accept, checks, flags, ...containsOf(event) },
    ...(event.size === undefined ? {} : { size: event.size }),
  }))
  const free = updateWorker(done, assignment.worker, worker =>
    worker.assignment === assignment.id ? { assignment: null, question: null } : {},
  )
  if (free.refs === null) return free
  // The check itself saw the branch at this commit, and it did so later than the last reading of git.
  const branch = branchOfAssignment(free, assignment) ?? assignment.worker
  return { ...free, refs: { ...free.refs, branches: { ...free.refs.branches, [branch]: { commit, at } } } }
}

/** Keeps the tasks that a proven stage planned. */
function withPlanned(state: State, task: TaskId, { tasks }: Pick<Claim['event'], 'tasks'>): State {
  return tasks === undefined ? state : updateTask(state, task, ({ state }) => (state === 'verified' ? { planned: tasks } : {}))
}

function containsOf({ contains }: Pick<Claim['event'], 'contains'>): Pick<Proof, 'contains'> {
  return contains === undefined || contains.length === 0 ? {} : { contains }
}

/** Records a rejected claim. The rules then tell the worker about it, or the assignment fails. */
function reject(state: State, assignment: AssignmentState, lastVerdict: LastVerdict): State {
  const commits = own(state.workers, assignment.worker)?.git?.commitsSinceStart ?? null
  const rejected = updateAssignment(state, assignment.id, () => ({
    state: 'rework',
    rejections: assignment.rejections + 1,
    rejected: [...assignment.rejected, { reasons: lastVerdict.reasons, error: errorIn(lastVerdict.tail), commits }].slice(-KEPT_REJECTIONS),
    errors: 0,
    claimedAt: null,
    lastVerdict,
    judged: judged(assignment, 'rejected'),
  }))
  return updateTask(rejected, assignment.task, task => ({ attempts: task.attempts + 1 }))
}

function judged({ judged: before }: AssignmentState, verdict: 'verified' | 'rejected'): NonNullable<AssignmentState['judged']> {
  return { claims: (before?.claims ?? 0) + 1, first: before?.first ?? verdict }
}

/** Lets the worker go on as before, after a check failed of commits that it had not claimed as done. */
function resume(state: State, { id, state: checked }: AssignmentState, presumed: Presumption): State {
  return updateAssignment(state, id, () => ({ state: presumed.resumes ?? checked, presumed: { ...presumed, resumes: null } }))
}

function isOpen(assignment: AssignmentState): boolean {
  return assignment.state !== 'verified' && assignment.state !== 'failed'
}
