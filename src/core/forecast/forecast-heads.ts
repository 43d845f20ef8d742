import type { ForeseenPair } from '../events/forecast-event.ts'
import { isLanded } from '../landing/boarding.ts'
import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { Foreseen, Head } from '../ports/forecast-port.ts'
import { areRivals } from '../state/facts/attempts.ts'
import type { State } from '../state/types/state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'

/** Two commits that czar tries to merge. If `other` is null, the second one is the train's tested tip or, if there is none, base. */
export interface ForecastQuestion extends Pick<ForeseenPair, 'one' | 'other'> {
  readonly ours: Head
  readonly theirs: Head
}

export type ForecastAnswer = readonly [ForecastQuestion, Foreseen]

interface TaskHead {
  readonly task: TaskId
  readonly head: Head
}

/** At most this many proven tasks that are not on the train are compared. Further tasks are left out. */
const MOST_PROVEN = 50

/**
 * Returns all pairs that czar tries to merge: each unfinished work with all other unfinished work, with each proven task that is not on the
 * train, and with base. Two proven tasks are not tried here, because the train merges them anyway.
 */
export function forecastQuestions(state: State): readonly ForecastQuestion[] {
  const { refs, train } = state
  if (refs === null) return []
  const base: Head = { commit: train?.stopped === null ? train.tested : refs.base.commit, tree: null, path: null }
  const live = Object.values(state.workers).flatMap(worker => headInProgress(state, worker))
  const proven = provenHeads(state, new Set(live.map(({ task }) => task)))
  return live.flatMap(({ task, head }, at) => [
    { one: task, other: null, ours: head, theirs: base },
    ...[...live.slice(at + 1), ...proven]
      .filter(other => !isRival(state, task, other.task))
      .map(other => ({ one: task, other: other.task, ours: head, theirs: other.head })),
  ])
}

/** Whether both are attempts at the same task, of which only one is merged. */
function isRival({ tasks }: State, one: TaskId, other: TaskId): boolean {
  return areRivals(own(tasks, one), own(tasks, other))
}

/**
 * A conflict with base may come from a task on the train. Returns pairs that show which one it is: the work that conflicts, with each task
 * on the train.
 */
export function memberQuestions({ train }: State, answers: readonly ForecastAnswer[]): readonly ForecastQuestion[] {
  const members = (train?.members ?? []).slice(-MOST_PROVEN)
  return answers.flatMap(([{ one, other, ours }, { kind }]) =>
    other !== null || kind !== 'conflict'
      ? []
      : members.map(({ task, commit }) => ({ one, other: task, ours, theirs: { commit, tree: null, path: null } })),
  )
}

/** Replaces conflicts with base by conflicts with tasks on the train, so that the same conflict is not reported twice. */
export function withMembers(answers: readonly ForecastAnswer[], members: readonly ForecastAnswer[]): readonly ForecastAnswer[] {
  const found = members.filter(([, { kind }]) => kind === 'conflict')
  const named = new Set(found.map(([{ one }]) => one))
  return [...answers.filter(([{ one, other }]) => other !== null || !named.has(one)), ...found]
}

/**
 * Returns the last commit of a worker's open task. Returns nothing if there is no work yet, or if a git operation in the worktree has not
 * ended.
 */
function headInProgress({ assignments }: State, { assignment: id, worktree, git, missing }: WorkerState): readonly TaskHead[] {
  const assignment = own(assignments, id ?? '')
  if (assignment === undefined || worktree === null || git === null || missing !== null) return []
  if (git.branch !== worktree.branch || git.operation != null || git.files.length === 0) return []
  return [{ task: assignment.task, head: { commit: git.head, tree: git.dirty === 0 ? null : git.tree, path: worktree.path } }]
}

function provenHeads(state: State, live: ReadonlySet<TaskId>): readonly TaskHead[] {
  const onTrain = new Set(state.train?.members.map(({ commit }) => commit))
  return Object.values(state.tasks)
    .flatMap(task => {
      const { id, verified } = task
      // If another task's work proved a task, the task's own work is not merged.
      // An attempt that is not settled may lose, so its work is not expected on the train.
      if (task.state === 'candidate') return []
      if (verified === null || verified.by !== undefined || live.has(id) || onTrain.has(verified.commit) || isLanded(state, task)) return []
      return [{ task: id, at: verified.at, head: { commit: verified.commit, tree: null, path: null } }]
    })
    .sort((left, right) => right.at - left.at)
    .slice(0, MOST_PROVEN)
}
