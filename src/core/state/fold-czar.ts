import { deliveryOfEffect } from '../model/effect-id.ts'
import type { Event } from '../model/event.ts'
import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { Project } from '../model/project.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { bonusTask, newWorker, primaryTask } from './empty.ts'
import type { Handlers } from './fold.ts'
import { retried } from './retried.ts'
import { updateAssignment, updateTask, updateWorker } from './update.ts'

type CzarEvents = Extract<Event, { kind: 'czar.started' | 'czar.stopped' | 'czar.let_go' | 'project.loaded' | 'project.finished' }>

export const foldCzar: Handlers<CzarEvents> = {
  'czar.started': (state, event, at) => {
    const wasOver = state.czar.phase === 'finished' || state.czar.phase === 'stopped'
    const next = dropIntents(wasOver ? forgetTheEnd(state) : state)
    const czar = { phase: 'supervising', epoch: event.epoch, pid: event.pid, startedAt: at } as const
    return { ...next, czar, launchedAt: state.launchedAt ?? at }
  },
  'czar.stopped': state => ({ ...state, czar: { ...state.czar, phase: state.czar.phase === 'finished' ? 'finished' : 'stopped' } }),
  'czar.let_go': state => state,
  'project.loaded': (state, event, at) => load(state, event.project, at),
  'project.finished': (state, { seq, verified, failed }, at) => ({
    ...state,
    czar: { ...state.czar, phase: 'finished' },
    finish: { seq, at, verified, failed, told: [] },
  }),
}

/** Intents of the czar before have no end: their effects are decided again; an open delivery is first looked for. */
function dropIntents(state: State): State {
  const interrupted = new Map(
    Object.values(state.effects)
      .flatMap(effect => deliveryOfEffect(effect.id) ?? [])
      .map(({ message, incarnation }) => [message, incarnation]),
  )
  return {
    ...state,
    effects: {},
    failures: {},
    messages: state.messages.map(message => ({ ...message, interruptedIn: interrupted.get(message.id) ?? message.interruptedIn })),
  }
}

/** A person who launches again after the end wants what failed or was stopped to be tried again. */
function forgetTheEnd(state: State): State {
  const revive = (worker: WorkerState): WorkerState => ({ ...worker, stopped: null, paused: false, exits: [], tried: [] })
  return { ...state, tasks: mapValues(state.tasks, retried), workers: mapValues(state.workers, revive), attention: {}, finish: null }
}

/** Takes the file's word for what is to be done, and keeps what already happened to workers and tasks of the same id. */
function load(state: State, project: Project, at: number): State {
  const workers = project.workers.map(config => {
    const known = own(state.workers, config.id)
    return [config.id, known === undefined ? newWorker(config, at) : { ...known, config }] as const
  })
  const planned = [...project.workers.map(primaryTask), ...project.bonus.map(bonusTask)]
  const tasks = planned.map(task => {
    const { text, owns, accept, after, bonus } = task
    const known = own(state.tasks, task.id)
    return [task.id, known === undefined || known.state === 'dropped' ? task : { ...known, text, owns, accept, after, bonus }] as const
  })
  const loaded: State = {
    ...state,
    project,
    // Removed workers stay: their sessions, branches and verdicts are still facts.
    workers: { ...state.workers, ...Object.fromEntries(workers) },
    tasks: { ...state.tasks, ...Object.fromEntries(tasks) },
  }
  return Object.keys(state.tasks)
    .filter(id => !planned.some(task => task.id === id))
    .reduce<State>((next, id) => drop(next, id as TaskId, at), loaded)
}

/** A task that the file no longer has is not worked on any more; what is proven stays so. */
function drop(state: State, id: TaskId, at: number): State {
  const task = own(state.tasks, id)
  if (task === undefined || task.state === 'verified') return state
  const dropped = updateTask(state, id, () => ({ state: 'dropped', endedAt: at }))
  if (task.state !== 'assigned' || task.assignment === null || task.worker === null) return dropped
  const closed = updateAssignment(dropped, task.assignment, () => ({ state: 'failed' }))
  return updateWorker(closed, task.worker, worker => (worker.assignment === task.assignment ? { assignment: null } : {}))
}

function mapValues<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
