import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../model/state.ts'

/** A person who wants something of a worker whose account is limited may know more of the limit: it tries at once. */
export function tryAtOnce(state: State, id: WorkerId, at: number): State {
  const worker = own(state.workers, id)
  const account = worker === undefined ? undefined : own(state.accounts, worker.config.account)
  if (account === undefined) return state
  const tried = account.releasedAt === null ? { probe: { worker: id, at } } : { queue: account.queue.filter(waiting => waiting !== id) }
  return { ...state, accounts: { ...state.accounts, [account.name]: { ...account, ...tried } } }
}
