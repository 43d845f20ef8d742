import { asideOf, heldBack } from '../../src/core/landing/boarding.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import { livingRivals } from '../../src/core/state/facts/attempts.ts'
import { childrenOf, isPart, isTaskOver } from '../../src/core/state/facts/children.ts'
import { isHalfDone, stageOf } from '../../src/core/state/facts/stages.ts'
import type { State } from '../../src/core/state/types/state.ts'
import type { TaskState } from '../../src/core/state/types/task-state.ts'
import type { World } from '../world.ts'
import { isInBaseOf, seated } from './check-fleet.ts'

/** Lists what is wrong at the end of a run. */
export function findLeft(world: World): readonly (readonly [string, string])[] {
  const state = world.czar.state()
  return [
    ...(state.czar.phase === 'finished' ? findUnended(state) : findStuck(state)),
    ...findUnkept(state),
    ...(state.czar.phase === 'finished' ? findUnlanded(world) : []),
  ]
}

/** A finished fleet has no agent and no open child. */
function findUnended(state: State): readonly (readonly [string, string])[] {
  const agents = Object.values(state.workers).flatMap(({ id, agent }) => (agent === null ? [] : [['an agent stays', id] as const]))
  // With a budget of the fleet that is nearly used up, a child need not have begun.
  const children = (state.project?.workers ?? []).flatMap(({ id, addedBy }) =>
    addedBy?.who === 'worker' &&
    !(state.budgetLow !== null && state.tasks[id]?.state === 'waiting') &&
    !isTaskOver(state, id as string as TaskId)
      ? [['a child is open at the end', id] as const]
      : [],
  )
  return [...agents, ...children]
}

/** An attempt that lost has ended, and its work is kept. */
function findUnkept(state: State): readonly (readonly [string, string])[] {
  return Object.values(state.attempts ?? {}).flatMap(({ winner, attempts, kept }) =>
    attempts.flatMap(({ task }) => {
      const isBusy = state.workers[task]?.agent != null
      // A person keeps the agent of a paused worker.
      const isPaused = state.workers[task]?.paused === true
      return task === winner || isPaused || (Object.hasOwn(kept, task) && !isBusy) ? [] : [['a lost attempt is not over', task] as const]
    }),
  )
}

/** Proven work is on base, or the status says why it is held back. */
function findUnlanded(world: World): readonly (readonly [string, string])[] {
  const state = world.czar.state()
  const { merge } = world.plan.project.policy
  const { train } = state
  if (merge?.mode !== 'omnibus' || merge.land !== 'when_finished' || state.project?.policy.merge?.land !== 'when_finished') return []
  const held = new Set(train === null ? [] : heldBack(state, train).map(({ task }) => task.id))
  return Object.values(state.tasks).flatMap(task => {
    const { id, verified } = task
    if (task.state !== 'verified' || verified === null || verified.by !== undefined) return []
    if (isPart(state, id) || isHalfDone(state, id) || held.has(id) || toldOf(state, id)) return []
    if (isInBaseOf(world, verified.commit) || (train !== null && (asideOf(state, train, id) !== null || train.stopped !== null))) return []
    return [['proven work did not land', `${id}: ${JSON.stringify(train?.members.map(({ task }) => task))}`] as const]
  })
}

/** Lists the open tasks of a run that did not end, if nobody was told of them. */
function findStuck(state: State): readonly (readonly [string, string])[] {
  const open = Object.values(state.tasks).filter(isOpen)
  const stuck = open.flatMap(task => (whyOpen(state, task, new Set()) === null ? [['stuck', sayTask(state, task)] as const] : []))
  if (stuck.length > 0 || open.length > 0) return stuck
  const isTold = Object.values(state.attention).some(({ settledAt }) => settledAt === null)
  return isTold || Object.values(state.workers).some(({ paused, agent }) => paused && agent !== null)
    ? []
    : [['unfinished', 'no task is open']]
}

function isOpen({ state, kind }: TaskState): boolean {
  return kind !== 'review' && (state === 'waiting' || state === 'assigned' || state === 'candidate' || state === 'stale')
}

function sayTask(state: State, task: TaskState): string {
  const worker = state.workers[task.worker ?? task.id]
  const { assignment = null, agent = null, waits = null, stopped = null, health = null } = worker ?? {}
  const phase = state.assignments[assignment ?? '']?.state
  return `${task.id} ${task.state}/${phase}, stopped ${stopped}, ${health?.health}: ${health?.reason}; turn ${agent?.turn}, waits ${JSON.stringify(waits)}`
}

/** Names the attention item for which a task is open, or the task that it waits for and that has an attention item. */
export function whyOpen(state: State, task: TaskState, seen: Set<TaskId>): string | null {
  if (seen.has(task.id)) return null
  seen.add(task.id)
  const worker = state.workers[task.worker ?? task.id] ?? null
  if (worker?.paused === true) return 'paused'
  if (worker?.stopped === 'person') return 'stopped by a person'
  const told = Object.values(state.attention).find(
    ({ key, worker: about, settledAt }) =>
      settledAt === null && (about === (worker?.id ?? '') || key.endsWith(`:${task.id}`) || key === 'unclaimed' || isOfFleet(key)),
  )
  if (told !== undefined) return told.key.split(':')[0] ?? told.key
  if (state.budgetLow !== null && task.state === 'waiting') return 'the budget of the fleet'
  for (const id of needsOf(state, task)) {
    const other = state.tasks[id]
    if (other === undefined || other.state === 'failed' || other.state === 'dropped') {
      if (toldOf(state, id)) return `needs ${id}`
      continue
    }
    const why = isOpen(other) ? whyOpen(state, other, seen) : null
    if (why !== null) return why
  }
  return task.state === 'waiting' || worker?.agent === null ? whyFull(state, seen) : null
}

/** The attention item of a worker that has the seat for which others wait. */
function whyFull(state: State, seen: Set<TaskId>): string | null {
  if (seated(state).some(({ paused }) => paused)) return 'the seat of a paused worker'
  const ids = seated(state).flatMap(worker => state.assignments[worker.assignment ?? '']?.task ?? [])
  const why = ids.map(id => state.tasks[id]).find(task => task !== undefined && whyOpen(state, task, seen) !== null)
  return why === undefined ? null : 'a seat'
}

function isOfFleet(key: string): boolean {
  return key === 'over:fleet' || key.startsWith('limit') || key.startsWith('account') || key === 'disk'
}

function toldOf(state: State, id: TaskId): boolean {
  return Object.values(state.attention).some(({ key, settledAt }) => settledAt === null && (key.endsWith(`:${id}`) || key === 'train'))
}

function needsOf(state: State, task: TaskState): readonly TaskId[] {
  const back = stageOf(state, task.id)?.backTo?.worker
  const rivals = Object.values(state.tasks).filter(({ attempt }) => attempt !== undefined && attempt.task === task.attempt?.task)
  return [
    // While another attempt at a needed task goes on, a failed attempt is not told.
    ...task.after.flatMap(id => [id, ...livingRivals(state, state.tasks[id] ?? { id }).map(rival => rival.id)]),
    ...childrenOf(state.project, task.id).map(({ id }) => id as string as TaskId),
    ...(back === undefined ? [] : [back as string as TaskId]),
    ...(task.state === 'candidate' ? rivals.map(({ id }) => id) : []),
  ]
}
