import type { Event } from '../../events/event.ts'
import type { WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import { further } from '../progress/advance.ts'
import { retried } from '../retried.ts'
import { tryAtOnce } from '../try-at-once.ts'
import type { State } from '../types/state.ts'
import { forgetFailures, updateAgent, updateAssignment, updateTask, updateWorker } from '../update.ts'
import { forgetDeadly } from './proof/fold-check.ts'

type PersonEvents = Extract<Event, { kind: `person.${string}` | 'command.refused' }>

export const foldPerson: Handlers<PersonEvents> = {
  'command.refused': state => state,
  'person.told': (state, event, at) => {
    const unheard = state.unheard.filter(({ worker }) => worker !== event.worker)
    return tryAtOnce(unheard.length === state.unheard.length ? state : { ...state, unheard }, event.worker, at)
  },
  // The agent has got an answer, so its question is closed.
  'person.answered': (state, event) => updateWorker(state, event.worker, () => ({ question: null })),
  'person.permitted': (state, { worker, incarnation, asked, keys }, at) =>
    updateAgent(state, worker, incarnation, ({ turn, waitingFor, waitingText, dialog }) =>
      turn === 'waiting' && waitingFor === 'permission' && waitingText === asked
        ? { dialog: { text: asked ?? '', keys, asks: null, at, seen: 1, answeredAt: null } }
        : { dialog },
    ),
  'person.verify': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    const known = worker?.assignment === null ? doubtAll(state, event.worker, at) : state
    return updateAssignment(forgetDeadly(forgetFailures(known, event.worker), event.worker), worker?.assignment ?? null, assignment =>
      assignment.state === 'verifying' ? {} : { state: 'claimed', claimedAt: at, errors: 0 },
    )
  },
  'person.stop': (state, event) => {
    if (event.worker !== null) return updateWorker(state, event.worker, () => ({ stopped: 'person' }))
    return state.czar.phase === 'finished' ? state : { ...state, czar: { ...state.czar, phase: 'stopping' } }
  },
  'person.restart': (state, event, at) => {
    const tried = tryAtOnce(forgetDeadly(forgetFailures(state, event.worker), event.worker), event.worker, at)
    const revived = updateWorker(tried, event.worker, worker => ({
      stopped: null,
      exits: [],
      remade: [],
      tried: worker.tried.filter(id => (id as string) !== worker.id),
      replace: worker.agent?.incarnation ?? null,
      // If the worktree is missing, it is made again from its branch.
      worktree: worker.missing === null ? worker.worktree : null,
      gone: null,
    }))
    const assignment = own(state.workers, event.worker)?.assignment ?? null
    const begun = updateAssignment(revived, assignment, before => further(before, {}))
    // If the worker's own task failed with the old agent, the new agent tries it again.
    return Object.values(state.tasks)
      .filter(task => task.kind === 'primary' && (task.id as string) === event.worker)
      .reduce((next, task) => updateTask(next, task.id, retried), begun)
  },
  'person.paused': (state, event) => updateWorker(state, event.worker, () => ({ paused: true })),
  'person.resumed': (state, event, at) => {
    const resumed = updateWorker(state, event.worker, worker => (worker.paused ? { paused: false, resumedAt: at } : {}))
    return freeTexts(resumed, event.worker)
  },
  'person.nudged': (state, event, at) => tryAtOnce(state, event.worker, at),
  'person.assigned': (state, { worker, task }) => {
    const wanted = own(state.tasks, task)
    if (own(state.workers, worker) === undefined || wanted?.kind !== 'bonus' || (wanted.state !== 'waiting' && wanted.state !== 'failed'))
      return state
    const reserved = updateTask(state, task, failed => ({ ...retried(failed), reservedFor: worker }))
    // If a person assigns the task, it does not matter that the worker tried it before without success.
    return updateWorker(reserved, worker, ({ tried }) => ({ tried: tried.filter(id => id !== task) }))
  },
}

/** Marks the worker's proven tasks for a new check because a person asked for it. Earlier checks of their proofs no longer count. */
function doubtAll(state: State, worker: WorkerId, at: number): State {
  const recheck = { because: 'person', reason: 'a person asked for it', at, errors: 0 } as const
  return Object.values(state.tasks)
    .filter(task => task.worker === worker && (task.state === 'verified' || task.state === 'stale'))
    .reduce((next, task) => updateTask(next, task.id, () => ({ state: 'stale', recheck, rechecks: 0 })), state)
}

/** Frees the texts to the worker's agent that waited only because a person had paused the worker. */
function freeTexts(state: State, worker: WorkerId): State {
  const messages = state.messages.map(message =>
    message.worker === worker && message.held?.by === 'paused' ? { ...message, held: null } : message,
  )
  return { ...state, messages }
}
