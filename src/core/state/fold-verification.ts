import type { Event } from '../model/event.ts'
import { own } from '../model/own.ts'
import type { State } from '../model/state.ts'
import type { AssignmentState, LastVerdict } from '../model/task-state.ts'
import type { Handlers } from './fold.ts'
import { updateAssignment, updateTask, updateWorker } from './update.ts'

type VerificationEvents = Extract<Event, { kind: `verification.${string}` }>

export const foldVerification: Handlers<VerificationEvents> = {
  'verification.started': (state, event) =>
    updateAssignment(state, event.assignment, assignment => (isOpen(assignment) ? { state: 'verifying' } : {})),
  'verification.finished': (state, event, at) => {
    const assignment = own(state.assignments, event.assignment)
    if (assignment === undefined || !isOpen(assignment)) return state
    const { verdict, commit, reasons, checks, flags = [], log, tail } = event
    const lastVerdict: LastVerdict = { at, verdict, commit, reasons, checks, flags, log, tail }
    if (verdict === 'verified' && commit !== null) return accept(state, assignment, { ...lastVerdict, commit }, event.base)
    if (verdict === 'rejected') return reject(state, assignment, lastVerdict)
    const errors = verdict === 'error' ? assignment.errors + 1 : assignment.errors
    return updateAssignment(state, assignment.id, () => ({ state: 'claimed', errors, lastVerdict }))
  },
}

type Accepted = LastVerdict & { readonly commit: NonNullable<LastVerdict['commit']> }

function accept(state: State, assignment: AssignmentState, verdict: Accepted, base: Accepted['commit'] | null): State {
  const proven = updateAssignment(state, assignment.id, () => ({ state: 'verified', lastVerdict: verdict }))
  const task = updateTask(proven, assignment.task, before => ({
    state: 'verified',
    endedAt: verdict.at,
    attempts: before.attempts + 1,
    verified: { commit: verdict.commit, base, at: verdict.at },
  }))
  return updateWorker(task, assignment.worker, worker => (worker.assignment === assignment.id ? { assignment: null, question: null } : {}))
}

/** The claim is void; a rework message (or the end of patience) follows by policy. */
function reject(state: State, assignment: AssignmentState, lastVerdict: LastVerdict): State {
  const rejected = updateAssignment(state, assignment.id, () => ({
    state: 'rework',
    rejections: assignment.rejections + 1,
    errors: 0,
    claimedAt: null,
    lastVerdict,
  }))
  return updateTask(rejected, assignment.task, task => ({ attempts: task.attempts + 1 }))
}

function isOpen(assignment: AssignmentState): boolean {
  return assignment.state !== 'verified' && assignment.state !== 'failed'
}
