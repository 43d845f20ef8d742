import type { Event, Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import { withWorker } from '../update.ts'

/**
 * Applies new output of an agent. Most events are of this kind. So that they cost little, this function also does what `noteSign` does for
 * other events, in a single step.
 */
export function foldNovelty(state: State, event: Journaled<Extract<Event, { kind: 'agent.novelty' }>>): State {
  const { seq, at, incarnation } = event
  const worker = own(state.workers, event.worker)
  // Late output of an older agent changes nothing.
  if (worker === undefined || worker.incarnation !== incarnation) return { ...state, seq, at }
  const agent = worker.agent === null ? null : { ...worker.agent, noveltyAt: at }
  const signs = { ...worker.signs, screen: { seq, at } }
  return { ...state, seq, at, workers: withWorker(state.workers, { ...worker, agent, signs }) }
}
