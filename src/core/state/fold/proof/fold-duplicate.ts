import type { DuplicateEvent, EarlierWork } from '../../../events/duplicate-event.ts'
import type { TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { provenState } from '../../facts/attempts.ts'
import type { Handlers } from '../../fold.ts'
import type { DuplicateState } from '../../types/duplicate-state.ts'
import type { State } from '../../types/state.ts'
import type { LastVerdict, Proof } from '../../types/task-state.ts'
import { updateAssignment, updateTask, updateWorker } from '../../update.ts'

export const foldDuplicate: Handlers<DuplicateEvent> = {
  'duplicate.found': (state, { kind: _, ...found }, at) => {
    const { task, assignment, earlier } = found
    if (own(state.assignments, assignment)?.task !== task) return state
    const known = { ...found, at, tried: null, tries: 0, isProof: false }
    return { ...state, duplicates: { ...state.duplicates, [duplicateKey(task, earlier)]: known } }
  },
  'duplicate.tried': (state, { task, assignment, earlier, verdict, reason, checks, log, tail }, at) =>
    updateDuplicate(state, duplicateKey(task, earlier), known => {
      if (known.assignment !== assignment) return {}
      return { tried: { commit: earlier.commit, verdict, reason, checks, log, tail, at }, tries: known.tries + 1 }
    }),
  'duplicate.proved': prove,
}

/** Returns the key for a task and the earlier task. The key does not depend on the commits of the tasks. */
export function duplicateKey(task: TaskId, { task: earlier }: Pick<EarlierWork, 'task'>): string {
  return `${task}:${earlier ?? ''}`
}

function prove(state: State, { task: id, assignment, earlier }: Extract<DuplicateEvent, { kind: 'duplicate.proved' }>, at: number): State {
  const key = duplicateKey(id, earlier)
  const tried = own(state.duplicates ?? {}, key)?.tried
  const task = own(state.tasks, id)
  const isOpen = task?.state === 'assigned' || (task?.state === 'verified' && task.verified?.by === undefined)
  if (task === undefined || !isOpen || task.assignment !== assignment || tried == null) return state
  const { checks, log, tail } = tried
  const flags = [sayProvenBy(earlier)]
  const verified: Proof = { commit: earlier.commit, base: null, at, accept: task.accept, checks, flags, by: earlier }
  const lastVerdict: LastVerdict = { at, verdict: 'verified', commit: earlier.commit, reasons: [], checks, flags, log, tail }
  const noted = updateDuplicate(state, key, () => ({ isProof: true }))
  const closed = updateAssignment(noted, assignment, () => ({ state: 'verified', lastVerdict, presumed: null, endedAt: at }))
  const proven = updateTask(closed, id, ({ attempts, endedAt, state: was }) => ({
    ...{ state: provenState(noted, task), endedAt: was === 'verified' ? endedAt : at, verified },
    attempts: was === 'verified' ? attempts : attempts + 1,
  }))
  const free =
    task.worker === null
      ? proven
      : updateWorker(proven, task.worker, ({ assignment: open, question }) =>
          open === assignment ? { assignment: null, question: null } : { assignment: open, question },
        )
  return free
}

/** Says whose work proved a task, as a remark for `czar status` and the summary. */
export function sayProvenBy({ task, commit }: EarlierWork): string {
  const what = task === null ? 'work that is on base already' : `the work of ${task}`
  return `proven by ${what} (${commit.slice(0, 8)}), which does the same; the task's own branch is not merged`
}

function updateDuplicate(state: State, key: string, change: (known: DuplicateState) => Partial<DuplicateState>): State {
  const known = own(state.duplicates ?? {}, key)
  return known === undefined ? state : { ...state, duplicates: { ...state.duplicates, [key]: { ...known, ...change(known) } } }
}
