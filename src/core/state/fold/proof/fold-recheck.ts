import type { CommitSha, TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { isInFleet } from '../../facts/is-in-fleet.ts'
import type { State } from '../../types/state.ts'
import type { AssignmentState, LastVerdict, Proof, TaskState } from '../../types/task-state.ts'
import { updateAssignment, updateTask, updateWorker } from '../../update.ts'

export interface Recheck {
  readonly assignment: AssignmentState
  readonly task: TaskState
  readonly lastVerdict: LastVerdict
  readonly base: CommitSha | null
  readonly contains?: readonly TaskId[]
}

/**
 * Applies the result of a recheck: the task is verified again, or its worker gets it back, or (after an error) czar checks it once more.
 */
export function foldRecheck(state: State, recheck: Recheck): State {
  const { assignment, task, lastVerdict } = recheck
  if (task.state !== 'stale' || task.assignment !== assignment.id) return state
  const worker = own(state.workers, assignment.worker)
  if (lastVerdict.verdict === 'verified' && lastVerdict.commit !== null) return proveAnew(state, recheck, lastVerdict.commit)
  if (lastVerdict.verdict === 'rejected' && worker?.assignment === null && isInFleet(state, worker.id)) return openAgain(state, recheck)
  const errors = lastVerdict.verdict === 'void' ? 0 : 1
  const told = updateAssignment(state, assignment.id, () => ({ lastVerdict }))
  return updateTask(told, task.id, ({ recheck }) => ({
    recheck: recheck === null ? null : { ...recheck, at: lastVerdict.at, errors: recheck.errors + errors },
  }))
}

function proveAnew(state: State, { assignment, task, lastVerdict, base, contains }: Recheck, commit: CommitSha): State {
  const { at, checks, flags } = lastVerdict
  const proven = updateAssignment(state, assignment.id, () => ({ lastVerdict }))
  return updateTask(proven, task.id, before => ({
    state: 'verified',
    verified: {
      commit,
      base,
      at,
      accept: before.accept,
      checks,
      flags,
      ...(contains === undefined ? {} : { contains }),
      ...byOf(before, commit),
    },
    recheck: null,
    rechecks: before.rechecks + 1,
  }))
}

/** If another task's work proved this task, the proof still names that task, with the commit that was checked now. */
function byOf({ verified }: TaskState, commit: CommitSha): Pick<Proof, 'by'> {
  return verified?.by === undefined ? {} : { by: { ...verified.by, commit } }
}

/** Gives proven work back to its worker. Rejections from before the proof no longer count. */
export function openAgain(state: State, { assignment, task, lastVerdict }: Omit<Recheck, 'base' | 'contains'>): State {
  const reopened = updateAssignment(state, assignment.id, () => ({
    state: 'rework',
    rejections: 1,
    toldRejections: 0,
    errors: 0,
    claimedAt: null,
    lastVerdict,
    endedAt: null,
  }))
  const open = updateTask(reopened, task.id, before => ({
    state: 'assigned',
    verified: null,
    endedAt: null,
    attempts: before.attempts + 1,
    recheck: null,
    rechecks: before.rechecks + 1,
  }))
  return updateWorker(open, assignment.worker, () => ({ assignment: assignment.id }))
}
