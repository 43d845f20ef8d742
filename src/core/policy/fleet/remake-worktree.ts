import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasLookedAfresh } from '../engine/look-afresh.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { areRestartsUsedUp } from '../facts/next-restart.ts'
import type { Seats } from './seats.ts'

/**
 * Makes a worktree again whose folder was deleted, as `czar restart` does: the worktree comes from its branch, and a fresh agent works in
 * it. Czar first waits a while, because the folder may come back. Each time counts as a restart of the agent, so the number of times is
 * limited.
 */
export function remakeWorktree(context: PolicyContext, worker: WorkerState, seats: Seats): void {
  const { id, worktree, gone, resumedAt, exits, remade } = worker
  if (worktree === null || gone?.folder !== 'lost' || !isWanted(context, worker, seats) || isBusy(context, worker)) return
  if (areRestartsUsedUp(context, [...exits, ...remade])) return
  if (!context.isDue(Math.max(gone.since, resumedAt) + context.policy.idleAfterMs) || !hasLookedAfresh(context, worker)) return
  context.record(
    { kind: 'worktree.lost', worker: id, path: worktree.path },
    `the folder of its worktree was deleted: it is made again from ${worktree.branch}`,
  )
}

/** Whether the worker needs its worktree. A worker that is stopped, paused or done with its work does not need it. */
function isWanted({ state }: PolicyContext, worker: WorkerState, seats: Seats): boolean {
  if (worker.stopped !== null || state.czar.phase === 'stopping' || isHandsOff(state, worker)) return false
  return worker.assignment !== null || seats.has(worker.id)
}

function isBusy({ state }: PolicyContext, { id }: WorkerState): boolean {
  return isUnderWay(state, id, 'verify', 'prepare_worktree', 'switch_branch', 'start_agent', 'end_agent', 'deliver')
}
