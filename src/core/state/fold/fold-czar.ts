import { deliveryOfEffect } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import type { Project } from '../../model/project.ts'
import { dropTask } from '../drop-task.ts'
import { bonusTask, newWorker, primaryTask } from '../empty.ts'
import { hasLost } from '../facts/attempts.ts'
import { withAddedOf } from '../facts/file-project.ts'
import { isReviewer } from '../facts/is-reviewer.ts'
import type { Handlers } from '../fold.ts'
import { retried } from '../retried.ts'
import type { State } from '../types/state.ts'
import type { TaskState } from '../types/task-state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateAssignment } from '../update.ts'
import { withChildren } from './fold-fleet.ts'
import { withWinners } from './proof/fold-attempts.ts'
import { endBaseGates } from './proof/fold-base-gates.ts'
import { dieWithChecks, letGoOfChecks } from './proof/fold-check.ts'

type CzarEvents = Extract<
  Event,
  {
    kind:
      | 'czar.started'
      | 'czar.abandoned'
      | 'czar.starved'
      | 'czar.stopped'
      | 'czar.let_go'
      | 'journal.cut'
      | 'system.slept'
      | 'project.kept'
      | 'project.loaded'
      | 'project.edited'
      | 'project.finished'
      | 'disk.space'
      | 'facts.known'
  }
>

export const foldCzar: Handlers<CzarEvents> = {
  'czar.started': (state, event, at) => {
    const wasOver = state.czar.phase === 'finished' || state.czar.phase === 'stopped'
    const next = endBaseGates(dropIntents(wasOver ? forgetTheEnd(state) : dieWithChecks(state)), 'died')
    // A command that waited for the earlier czar has ended with it.
    const workers = mapValues(next.workers, ({ waits: _, ...worker }): WorkerState => worker)
    const czar = { phase: 'supervising', epoch: event.epoch, pid: event.pid, startedAt: at } as const
    return { ...next, workers, czar, launchedAt: state.launchedAt ?? at }
  },
  'czar.abandoned': state => state,
  'czar.starved': (state, { seconds }, at) => ({ ...state, starved: { at, seconds } }),
  'czar.stopped': state => {
    const phase = state.czar.phase === 'finished' ? 'finished' : 'stopped'
    return { ...endBaseGates(letGoOfChecks(state), 'cut_off'), czar: { ...state.czar, phase } }
  },
  'czar.let_go': state => endBaseGates(letGoOfChecks(state), 'cut_off'),
  'journal.cut': state => state,
  // The agents slept too, or czar did not watch them. So all times that are measured for them begin anew.
  'system.slept': (state, _, at) => ({ ...state, workers: mapValues(state.workers, worker => ({ ...worker, resumedAt: at })) }),
  'disk.space': (state, event) => ({ ...state, diskLow: event.low }),
  'facts.known': (state, { facts }) => ({ ...state, repositoryFacts: facts }),
  'project.kept': (state, { digest }) => ({ ...state, unreadFile: digest }),
  'project.loaded': (state, event, at) => load(state, event.project, at),
  'project.edited': (state, { edit }) => ({ ...state, edit }),
  'project.finished': (state, { seq, verified, failed }, at) => ({
    ...state,
    czar: { ...state.czar, phase: 'finished' },
    finish: { seq, at, verified, failed, told: [] },
  }),
}

/**
 * Removes the actions that an earlier czar had begun when it ended, because the rules decide them again. If it was delivering a text, the
 * new czar first looks whether the text arrived.
 */
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
    train: withoutChoice(state.train),
    messages: state.messages.map(message => ({ ...message, interruptedIn: interrupted.get(message.id) ?? message.interruptedIn })),
  }
}

/** A czar that is launched again merges all proven work, and not only the tasks that a person chose before. */
function withoutChoice(train: State['train']): State['train'] {
  if (train?.chosen === undefined) return train
  const { chosen: _, ...all } = train
  return all
}

/** Makes failed and stopped work possible again when a person launches a finished fleet once more. */
function forgetTheEnd(state: State): State {
  const revive = (worker: WorkerState): WorkerState => {
    const revived = { ...worker, stopped: null, budget: null, paused: false, exits: [], tried: [] }
    // A reviewer's worktree was removed when czar stopped.
    return isReviewer(worker) ? { ...revived, worktree: null, fresh: true } : revived
  }
  return {
    ...state,
    tasks: mapValues(state.tasks, retried),
    workers: mapValues(state.workers, revive),
    attention: {},
    running: {},
    deadly: [],
    finish: null,
    unheard: [],
    budgetLow: null,
    // The person may have removed the cause for which the train stopped or tasks were kept off it.
    train: state.train === null ? null : { ...state.train, stopped: null, aside: {}, returns: {}, mayBeginAnew: true },
  }
}

/** Applies the project file. Workers and tasks that still have the same id keep what is known about them. */
function load(state: State, file: Project, at: number): State {
  const project = withAddedOf(file, state.project)
  const planned = [...project.workers.map(primaryTask), ...project.bonus.map(bonusTask)]
  const isAnother = (task: TaskState) => (own(state.tasks, task.id)?.kind ?? task.kind) !== task.kind
  const closed = planned.filter(isAnother).reduce((next, { id }) => dropTask(next, id, { at, by: 'file' }), state)
  const workers = project.workers.map(config => {
    const known = own(closed.workers, config.id)
    const whole = withChildren(config, project)
    return [config.id, known === undefined ? newWorker(whole, at) : { ...known, config: whole }] as const
  })
  const tasks = planned.map(task => [task.id, reload(own(closed.tasks, task.id), task)] as const)
  const loaded: State = {
    ...closed,
    project,
    edit: null,
    // Workers that were removed from the file stay in the state, because their sessions, branches and results still exist.
    workers: { ...closed.workers, ...Object.fromEntries(workers) },
    tasks: { ...closed.tasks, ...Object.fromEntries(tasks) },
  }
  const rewritten = planned.filter(({ id, text }) => {
    const known = own(closed.tasks, id)
    return known?.state === 'assigned' && known.text.sha256 !== text.sha256
  })
  const told = rewritten.reduce((next, { id }) => tellAnew(next, id), loaded)
  const isGone = (task: TaskState) => task.kind !== 'review' && task.origin === 'file' && !planned.some(({ id }) => id === task.id)
  const fits = Object.values(closed.tasks)
    .filter(isGone)
    .reduce((next, { id }) => dropTask(next, id, { at, by: 'file' }), told)
  return withWinners(fits, at)
}

/** Gives the agent its task again after the text of the task changed. A claim that was made for the old text no longer counts. */
function tellAnew(state: State, id: TaskState['id']): State {
  return updateAssignment(state, own(state.tasks, id)?.assignment ?? null, ({ briefed }) => ({
    state: 'assigned',
    briefed: briefed && {
      ...briefed,
      incarnation: NO_INCARNATION,
      rewrittenFor: briefed.incarnation || briefed.rewrittenFor || NO_INCARNATION,
    },
    acknowledged: null,
    claimedAt: null,
  }))
}

/** Agents are counted from 1, so 0 means that there was none. */
const NO_INCARNATION = 0

/** Returns a task with the text that the file has now, and with everything that is known about the task. */
function reload(known: TaskState | undefined, task: TaskState): TaskState {
  if (known === undefined) return task
  if (hasLost(known)) return known
  if (known.kind !== task.kind || (known.state === 'dropped' && known.droppedBy === 'file')) return { ...task, given: known.given }
  const { text, owns, accept, after, bonus } = task
  const { attempt: _, ...rest } = known
  return { ...rest, ...(task.attempt && { attempt: task.attempt }), text, owns, accept, after, bonus, origin: 'file' }
}

function mapValues<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
