import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../model/state.ts'
import { updateAgent, updateWorker } from './update.ts'

/** Somebody has logged in to the worker's agent; what was not to be expected before is waited for anew. */
export function loginOver(state: State, id: WorkerId, { incarnation, at }: { incarnation: number; at: number }): State {
  const agent = own(state.workers, id)?.agent ?? null
  if (agent?.incarnation !== incarnation || agent.login === null || agent.login.overAt !== null) return state
  const isBusy = agent.turn === 'busy'
  const over = updateAgent(state, id, incarnation, ({ login }) => ({ login: login && { ...login, overAt: at, wentOn: isBusy } }))
  return updateWorker(over, id, () => ({ resumedAt: at }))
}
