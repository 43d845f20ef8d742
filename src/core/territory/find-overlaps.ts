import type { CommitSha, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import type { WorkerView } from '../views/status.ts'
import { changersByFile } from './changers-by-file.ts'

export type Overlaps = WorkerView['overlaps']

const MAX_OTHERS = 20
const MAX_FILES = 20

/**
 * Finds files that two workers both changed since they started, unless one of them built on the other's work or `isOneFamily` says that
 * one of them merges the other's work. If many workers changed a file, only the first few are compared, so the time grows in proportion to
 * the number of files.
 */
export function findOverlaps(state: State, isOneFamily: (one: WorkerId, other: WorkerId) => boolean): ReadonlyMap<WorkerId, Overlaps> {
  const verified = newestVerified(state)
  const taskOf = ({ id }: WorkerState) => own(state.tasks, id)
  // The work of an attempt that lost is merged nowhere.
  const workers = Object.values(state.workers).filter(worker => !isLoser(taskOf(worker)))
  // One more than is shown, because the worker itself is among them.
  const changers = changersByFile(
    workers.map(worker => [worker, worker.git?.files ?? []]),
    MAX_OTHERS + 1,
  )
  const isSeparate = (one: WorkerState, other: WorkerState) =>
    one !== other &&
    !areSame(taskOf(one), taskOf(other)) &&
    !isOneFamily(one.id, other.id) &&
    !startsWith(one, other, verified) &&
    !startsWith(other, one, verified)
  return new Map(workers.map(worker => [worker.id, overlapsOf(worker, changers, isSeparate)]))
}

function areSame(one: TaskState | undefined, other: TaskState | undefined): boolean {
  return one?.attempt !== undefined && one.attempt.task === other?.attempt?.task
}

function isLoser(task: TaskState | undefined): boolean {
  return task?.state === 'dropped' && task.droppedBy === 'attempts'
}

function overlapsOf(
  worker: WorkerState,
  changers: ReadonlyMap<string, readonly WorkerState[]>,
  isSeparate: (one: WorkerState, other: WorkerState) => boolean,
): Overlaps {
  const found = new Map<WorkerId, string[]>()
  for (const file of worker.git?.files ?? []) {
    for (const other of changers.get(file) ?? []) {
      const files = found.get(other.id) ?? []
      if (files.length >= MAX_FILES || (files.length === 0 && found.size >= MAX_OTHERS) || !isSeparate(worker, other)) continue
      files.push(file)
      found.set(other.id, files)
    }
  }
  return [...found].map(([other, files]) => ({ worker: other, files }))
}

/** Whether this worker's branch began with the other worker's work, as it is now or as it was last verified. */
function startsWith({ worktree }: WorkerState, other: WorkerState, verified: ReadonlyMap<WorkerId, CommitSha>): boolean {
  const includes = worktree?.includes ?? []
  const work = [other.git?.head, verified.get(other.id)]
  return includes.length > 0 && work.some(commit => commit !== undefined && includes.includes(commit))
}

function newestVerified(state: State): ReadonlyMap<WorkerId, CommitSha> {
  const proven = Object.values(state.tasks).flatMap(({ worker, verified }) =>
    worker === null || verified === null ? [] : { worker, verified },
  )
  const oldestFirst = proven.sort((left, right) => left.verified.at - right.verified.at)
  return new Map(oldestFirst.map(({ worker, verified }) => [worker, verified.commit]))
}
