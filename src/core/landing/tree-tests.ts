import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { TrainState } from '../state/types/train-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { landedWork } from './boarding.ts'

/** Commands that test a merged tree, and the worker in whose environment they run. */
export interface TreeTest {
  readonly worker: WorkerState
  readonly accept: readonly string[]
  /** The task whose accept commands these are. null: they are the commands of `merge.test`. */
  readonly owner: TaskId | null
}

/**
 * Returns the commands that must pass on a tree with the work of these tasks: the commands in `merge.test`, or else the accept commands of
 * all tasks. If other tasks count as done because the work of these tasks does them too, their accept commands must pass as well.
 */
export function treeTests(state: State, tasks: readonly TaskId[]): readonly TreeTest[] {
  const tests = [...tasks, ...provenByThem(state, tasks)].flatMap(id => testOf(state, id))
  const accept = state.project?.policy.merge?.test ?? []
  const last = tests.at(-1)
  if (accept.length === 0 || last === undefined) return tests
  // Commands that test the whole tree run after the setup commands of all tasks, in the environment of the newest task's worker.
  const setup = [...new Set(tests.flatMap(({ worker }) => worker.config.setup))]
  return [{ worker: { ...last.worker, config: { ...last.worker.config, setup } }, accept, owner: null }]
}

/**
 * Returns a command that must pass on a tree with these tasks and is not one of the commands that passed there. Returns null if there is
 * none.
 */
export function missingTest(state: State, tasks: readonly TaskId[], passed: readonly string[]): string | null {
  const known = new Set(passed)
  return (
    treeTests(state, tasks)
      .flatMap(({ accept }) => accept)
      .find(command => !known.has(command)) ?? null
  )
}

/**
 * Returns a command that must pass on the tested tree, but did not run there because the project file has named it only since then. Returns
 * null if there is none, or if no work is on the tested tree.
 */
export function untriedCommand(state: State, train: TrainState): string | null {
  const { members, candidate } = train
  const tested = members.length === 0 ? null : untriedOn(state, train, members, train.commands)
  if (tested !== null || candidate === null || candidate.green === 0) return tested
  return untriedOn(state, train, [...members, ...candidate.members.slice(0, candidate.green)], candidate.commands)
}

function untriedOn(state: State, train: TrainState, members: TrainState['members'], passed: readonly string[] = []): string | null {
  return missingTest(state, [...landedWithTests(state, train), ...members.map(({ task }) => task)], passed)
}

/** Whether the project file names a command that tests the whole tree. */
export function hasOwnTests({ project }: State): boolean {
  return (project?.policy.merge?.test ?? []).length > 0
}

/**
 * Returns the tasks in base that have a command that now fails on base itself, because base was changed by other work. New work is tested
 * without the commands of these tasks. The commands of all other tasks in base still run.
 */
export function brokenOnBase(state: State, { baseFails = [] }: TrainState): readonly TaskState[] {
  return hasOwnTests(state) ? [] : landedWork(state).filter(({ accept }) => accept.some(command => baseFails.includes(command)))
}

/** Returns the tasks in base whose accept commands run on new work: all that have no command that fails on base itself. */
export function landedWithTests(state: State, train: TrainState): readonly TaskId[] {
  const broken = brokenOnBase(state, train)
  return landedWork(state).flatMap(task => (broken.includes(task) ? [] : [task.id]))
}

/**
 * Other tasks that czar took for done because the work of these tasks does them too. The accept commands of those other tasks must pass as
 * well.
 */
function provenByThem({ tasks }: State, ids: readonly TaskId[]): readonly TaskId[] {
  const provers = new Set<string>(ids)
  return Object.values(tasks).flatMap(({ id, verified }) => (verified?.by?.task != null && provers.has(verified.by.task) ? [id] : []))
}

function testOf(state: State, id: TaskId): readonly TreeTest[] {
  const task = own(state.tasks, id)
  const worker = task?.worker == null ? undefined : own(state.workers, task.worker)
  return task === undefined || worker === undefined ? [] : [{ worker, accept: task.accept, owner: id }]
}
