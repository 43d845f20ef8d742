import type { AccountState } from '../../model/limit.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { isFor } from '../facts/work/is-for.ts'
import { availableBonus, canBeginOwnTask, isFree, openAssignment } from '../facts/work/tasks.ts'
import { whyNoBonus } from '../facts/work/why-never.ts'

/** Returns the worker that makes the next try whether the account's limit is over. Returns null if no worker has work left. */
export function nextProber(state: State, account: AccountState): WorkerState | null {
  const candidates = (byAccount(state.workers).get(account.name) ?? []).filter(worker => hasWork(state, worker))
  const ranked = candidates.toSorted((one, other) => rank(account, one) - rank(account, other))
  // If a worker tried and got no answer, another worker makes the next try.
  return ranked.find(({ id }) => id !== account.probe?.worker) ?? ranked[0] ?? null
}

function hasWork(state: State, worker: WorkerState): boolean {
  if (worker.stopped !== null || worker.paused || wantsLogin(worker.agent)) return false
  const assignment = openAssignment(state, worker)
  if (assignment !== null) return !isBeingChecked(assignment)
  return canBeginOwnTask(state, worker) || couldTakeBonus(state, worker)
}

function couldTakeBonus(state: State, worker: WorkerState): boolean {
  if (!isFree(state, worker) || whyNoBonus(state, worker) !== null) return false
  return availableBonus(state).some(task => isFor(worker, task))
}

/** Sorts the workers that may try. A running agent whose turn was cut off comes first, and an agent that must be started comes last. */
function rank({ cutOff }: AccountState, { id, agent }: WorkerState): number {
  if (agent === null || agent.exit !== null || agent.readyAt === null) return 2
  return cutOff.includes(id) ? 0 : 1
}

const byAccount = memoizeLast((workers: State['workers']) => Map.groupBy(Object.values(workers), worker => worker.config.account))
