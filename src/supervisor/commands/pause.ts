import { messagesFor } from '../../core/policy/facts/waiting-messages.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome } from './command-outcome.ts'

/** Keeps czar from acting on these workers. It has no effect on workers that are already paused. */
export function pause(workers: readonly WorkerState[]): CommandOutcome {
  const going = workers.filter(worker => !worker.paused)
  if (going.length === 0) return outcome([], `${namesOf(workers)} ${isOrAre(workers)} paused already`)
  const events = going.map(({ id }) => ({ kind: 'person.paused', worker: id }) as const)
  return outcome(events, `${namesOf(going)} ${isOrAre(going)} paused: agents go on by themselves, and the czar does not act on them`)
}

/** Lets czar act on these workers again. Texts that waited for them are then delivered at once. */
export function resume(state: State, workers: readonly WorkerState[]): CommandOutcome {
  const paused = workers.filter(worker => worker.paused)
  if (paused.length === 0) return outcome([], `${namesOf(workers)} ${isOrAre(workers)} not paused`)
  const waiting = paused.reduce((sum, { id }) => sum + messagesFor(state, id).length, 0)
  const texts = waiting === 0 ? '' : `; ${waiting} ${waiting === 1 ? 'text' : 'texts'} waited`
  const events = paused.map(({ id }) => ({ kind: 'person.resumed', worker: id }) as const)
  return outcome(events, `the czar goes on with ${namesOf(paused)}${texts}`)
}

function namesOf(workers: readonly WorkerState[]): string {
  return workers.map(({ id }) => id).join(', ')
}

function isOrAre(workers: readonly WorkerState[]): string {
  return workers.length === 1 ? 'is' : 'are'
}
