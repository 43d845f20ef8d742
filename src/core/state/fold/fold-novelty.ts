import type { Event, Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import { withWorker } from '../update.ts'

/** New output of an agent. Most events are of this kind, so one step writes all changes, its sign included. */
export function foldNovelty(state: State, event: Journaled<Extract<Event, { kind: 'agent.novelty' }>>): State {
  const { seq, at, incarnation } = event
  const worker = own(state.workers, event.worker)
  // Ignore late output of an older agent.
  if (worker === undefined || worker.incarnation !== incarnation) return { ...state, seq, at }
  const agent = worker.agent === null ? null : { ...worker.agent, noveltyAt: at }
  const signs = { ...worker.signs, screen: { seq, at } }
  return { ...state, seq, at, workers: withWorker(state.workers, { ...worker, agent, signs }) }
}
