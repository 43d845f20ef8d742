import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/**
 * Whether the worker waits because its account is at a limit. The worker that finds out whether the limit is over does not wait, and
 * neither do workers that may go on again.
 */
export function isParked({ accounts }: Pick<State, 'accounts'>, { id, config }: Pick<WorkerState, 'id' | 'config'>): boolean {
  const account = own(accounts, config.account)
  if (account === undefined) return false
  return account.releasedAt === null ? account.probe?.worker !== id : account.queue.includes(id)
}
