import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { wantsLogin } from './facts/wants-login.ts'
import type { State } from './types/state.ts'
import { updateAgent, updateWorker } from './update.ts'

/**
 * Lets a worker that waits for an account limit or a login try again at once, because a person gave it a command or logged in. So the
 * obstacle may be gone.
 */
export function tryAtOnce(state: State, id: WorkerId, at: number): State {
  const worker = own(state.workers, id)
  if (worker === undefined) return state
  const loggedIn = loginOver(state, id, at)
  const account = own(state.accounts, worker.config.account)
  if (account === undefined) return loggedIn
  const tried = account.releasedAt === null ? { probe: { worker: id, at } } : { queue: account.queue.filter(waiting => waiting !== id) }
  return { ...loggedIn, accounts: { ...state.accounts, [account.name]: { ...account, ...tried } } }
}

/** Begins anew all times that stood still while the worker's program was not logged in. */
function loginOver(state: State, id: WorkerId, at: number): State {
  const agent = own(state.workers, id)?.agent ?? null
  if (agent === null || !wantsLogin(agent)) return state
  const wentOn = agent.turn === 'busy'
  const over = updateAgent(state, id, agent.incarnation, ({ login }) => ({ login: login && { ...login, overAt: at, wentOn } }))
  return updateWorker(over, id, () => ({ resumedAt: at }))
}
