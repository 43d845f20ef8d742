import type { Event } from '../model/event.ts'
import { own } from '../model/own.ts'
import type { Handlers } from './fold.ts'
import { retried } from './retried.ts'
import { forgetFailures, updateAssignment, updateTask, updateWorker } from './update.ts'

type PersonEvents = Extract<Event, { kind: `person.${string}` }>

export const foldPerson: Handlers<PersonEvents> = {
  'person.told': state => state,
  // Whatever was asked, the agent has been told something, and goes on.
  'person.answered': (state, event) => updateWorker(state, event.worker, () => ({ question: null })),
  'person.verify': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    return updateAssignment(forgetFailures(state, event.worker), worker?.assignment ?? null, assignment =>
      assignment.state === 'verifying' ? {} : { state: 'claimed', claimedAt: at, errors: 0 },
    )
  },
  'person.stop': (state, event) => {
    if (event.worker !== null) return updateWorker(state, event.worker, () => ({ stopped: 'person' }))
    return state.czar.phase === 'finished' ? state : { ...state, czar: { ...state.czar, phase: 'stopping' } }
  },
  'person.restart': (state, event) => {
    const revived = updateWorker(forgetFailures(state, event.worker), event.worker, worker => ({
      stopped: null,
      exits: [],
      replace: worker.agent?.incarnation ?? null,
      // What is not there any more is made again, from its branch.
      worktree: worker.missing === null ? worker.worktree : null,
    }))
    // What failed under the old agent is tried again under the new one.
    return Object.values(state.tasks)
      .filter(task => task.kind === 'primary' && (task.id as string) === event.worker)
      .reduce((next, task) => updateTask(next, task.id, retried), revived)
  },
}
