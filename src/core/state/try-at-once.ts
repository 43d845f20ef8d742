import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../model/state.ts'
import { loginOver } from './login-over.ts'

/** A person who wants something of a worker that is limited, or lacks a login, may know more of it: it tries at once. */
export function tryAtOnce(state: State, id: WorkerId, at: number): State {
  const worker = own(state.workers, id)
  if (worker === undefined) return state
  const loggedIn = loginOver(state, id, { incarnation: worker.incarnation, at })
  const account = own(state.accounts, worker.config.account)
  if (account === undefined) return loggedIn
  const tried = account.releasedAt === null ? { probe: { worker: id, at } } : { queue: account.queue.filter(waiting => waiting !== id) }
  return { ...loggedIn, accounts: { ...state.accounts, [account.name]: { ...account, ...tried } } }
}
