import type { ProvenCommit } from '../events/decision.ts'
import type { TrainMember } from '../events/train-event.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { isInBase } from '../model/refs-state.ts'
import { isPart, wholeOf } from '../state/facts/children.ts'
import { isChosen } from '../state/facts/is-chosen.ts'
import { isMerged } from '../state/facts/is-merged.ts'
import { isHalfDone } from '../state/facts/stages.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { Aside, TrainState } from '../state/types/train-state.ts'
import { orderMembers } from './order-members.ts'

/**
 * Returns the proven commits that can go onto the train now, in order. Such a commit is not in base, not on the train and not set aside.
 * The work on which its task depends, and the work that the commit contains, must be in base or on the train already, or must go onto the
 * train now too. `isSure` says whether a task's proof is beyond doubt.
 */
export function boarding(state: State, train: TrainState, isSure: (task: TaskState) => boolean): readonly ProvenCommit[] {
  const scene = sceneOf(state, train)
  const wanting = Object.values(state.tasks).flatMap(task => (isWaiting(scene, task) && isSure(task) ? asBoarding(state, task) : []))
  const isMended = (task: string) => (own(train.returns, task) === undefined ? {} : ({ isMended: true } as const))
  const isTurned = (task: string, commit: string) => (own(train.turned ?? {}, task) === commit ? ({ isTurned: true } as const) : {})
  const twins = new Set(
    Object.values(state.duplicates ?? {}).flatMap(({ task, earlier, isProof }) => (isProof ? [] : [task, earlier.task])),
  )
  const isDuplicate = (task: TaskId) => (twins.has(task) ? ({ isDuplicate: true } as const) : {})
  return orderMembers(withDependencies(scene, wanting)).map(({ task, commit, at }) => ({
    ...{ task, commit, at },
    ...isMended(task),
    ...isTurned(task, commit),
    ...isDuplicate(task),
  }))
}

/**
 * Returns the record of a task that was set aside, which means kept off the train. Returns null if the task is not set aside, or has a
 * newer proof.
 */
export function asideOf(state: State, train: TrainState, task: string): Aside | null {
  const aside = own(train.aside, task)
  if (aside === undefined || own(state.tasks, task)?.verified?.commit !== aside.commit) return null
  // A task that was set aside only because it contains another task's work goes onto the train as soon as that other task may.
  if (aside.because === 'needs' && !aside.beside.some(other => other !== task && asideOf(state, train, other) !== null)) return null
  return aside
}

/**
 * Whether the task of this train member is still proven by the commit on the train. A proof that must be checked again counts until the new
 * check ends.
 */
export function stillProven(state: State, { task, commit }: Pick<TrainMember, 'task' | 'commit'>): boolean {
  const now = own(state.tasks, task)
  return (now?.state === 'verified' || now?.state === 'stale') && now.verified?.commit === commit
}

/**
 * Whether the task's work is in base: base contains the proven commit itself, or a pull request with that commit was merged, perhaps as
 * another commit.
 */
export function isLanded({ refs, forge }: Pick<State, 'refs' | 'forge'>, { verified }: TaskState): boolean {
  if (verified === null) return false
  if (verified.by !== undefined && verified.by.task === null) return true
  return (refs !== null && isInBase(own(refs.standing, verified.commit))) || isMerged(forge, verified.commit)
}

/** Returns the proven tasks whose work is in base. Their accept commands must still pass with whatever is merged on top of base. */
export function landedWork(state: State): readonly TaskState[] {
  return Object.values(state.tasks).filter(task => task.state === 'verified' && task.accept.length > 0 && isLanded(state, task))
}

type Wanting = ProvenCommit & { readonly after: TaskState['after'] }

function asBoarding(state: State, task: TaskState): Wanting[] {
  const { id, verified } = task
  return verified === null ? [] : [{ task: id, commit: verified.commit, at: verified.at, after: standsOn(state, task) }]
}

/**
 * Returns the tasks that this task's work needs: those that the task must come after, and those whose work its proven commit contains. If
 * one of them is a part of a larger task, the larger task is returned, because the part is merged with it.
 */
export function standsOn(state: Pick<State, 'workers'>, { id, after, verified }: TaskState): readonly TaskId[] {
  const needed = [...after, ...(verified?.contains ?? [])].map(other => wholeOf(state, other))
  return [...new Set(needed)].filter(other => other !== id)
}

/** Whether the task's proven commit is on the tested tip. */
export function isOnTip({ members }: TrainState, { id, verified }: TaskState): boolean {
  return members.some(({ task, commit }) => task === id && commit === verified?.commit)
}

/** Whether a proven commit is about to go onto the train, and only its own test can still keep it off the tested tip. */
export function isBoarding(state: State, train: TrainState, task: TaskState): boolean {
  if (task.state !== 'verified' || isOnTip(train, task) || isLanded(state, task)) return false
  // The task's own commit never goes onto the train, so no other task may wait for it there.
  if (landsElsewhere(state, task)) return false
  return asideOf(state, train, task.id) === null && waitsFor(sceneOf(state, train), task).length === 0
}

/**
 * Returns the proven tasks that stay off the train because they need work of other tasks (`others`) that is neither in base nor on the
 * train.
 */
export function heldBack(state: State, train: TrainState): readonly { readonly task: TaskState; readonly others: readonly TaskId[] }[] {
  const scene = sceneOf(state, train)
  return Object.values(state.tasks).flatMap(task => {
    const others = waitsFor(scene, task)
    return others.length === 0 ? [] : [{ task, others }]
  })
}

function waitsFor(scene: Scene, task: TaskState): readonly TaskId[] {
  if (!isWaiting(scene, task)) return []
  return standsOn(scene.state, task).filter(id => {
    const other = own(scene.state.tasks, id)
    return other !== undefined && !isLanded(scene.state, other) && !isOnTrain(scene, other)
  })
}

interface Scene {
  readonly state: State
  readonly train: TrainState
  readonly onTrain: Places
}

/** For each task on the train, its commits there: normally one. */
type Places = ReadonlyMap<TaskId, readonly CommitSha[]>

function sceneOf(state: State, train: TrainState): Scene {
  return { state, train, onTrain: placesOn(train) }
}

const places = new WeakMap<TrainState, Places>()

/**
 * The tasks on the train. The rules ask for them at every event, and a train may have hundreds of members. The train hardly ever changes,
 * so the answer is remembered.
 */
function placesOn(train: TrainState): Places {
  const known = places.get(train)
  if (known !== undefined) return known
  const members = [...train.members, ...(train.candidate?.members ?? [])]
  const found = new Map<TaskId, CommitSha[]>()
  for (const { task, commit } of members) found.set(task, [...(found.get(task) ?? []), commit])
  places.set(train, found)
  return found
}

/**
 * Whether the task's own commit never goes onto the train. There are three reasons: another task's work proved this task and is merged for
 * both, the task is a part of another worker's task, or a later stage of the same task is not done.
 */
function landsElsewhere(state: State, { id, verified }: TaskState): boolean {
  return verified?.by !== undefined || isPart(state, id) || isHalfDone(state, id)
}

function isWaiting(scene: Scene, task: TaskState): boolean {
  const { state, train } = scene
  // The cheapest question comes first: most proven tasks of a long run are on the train.
  if (task.state !== 'verified' || task.verified === null || isOnTrain(scene, task)) return false
  if (isLanded(state, task) || landsElsewhere(state, task)) return false
  return isChosen(train, task.id) && asideOf(state, train, task.id) === null
}

function isOnTrain({ onTrain }: Scene, { id, verified }: TaskState): boolean {
  return verified !== null && onTrain.get(id)?.includes(verified.commit) === true
}

/**
 * Removes the tasks that depend on a task whose work is not in base, not on the train and not about to go onto it. The function repeats
 * this until no such task is left.
 */
function withDependencies(scene: Scene, wanting: readonly Wanting[]): readonly Wanting[] {
  const boards = new Set(wanting.map(({ task }) => task))
  const isThere = (id: TaskState['id']): boolean => {
    const task = own(scene.state.tasks, id)
    const by = task?.verified?.by
    if (by !== undefined) return by.task === null || isThere(by.task)
    return task === undefined || boards.has(id) || isLanded(scene.state, task) || isOnTrain(scene, task)
  }
  const left = wanting.filter(({ after }) => after.every(isThere))
  return left.length === wanting.length ? wanting : withDependencies(scene, left)
}
