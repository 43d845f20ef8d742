import type { Event } from '../../core/events/event.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { atMost } from '../at-most.ts'
import type { PerformContext } from './perform.ts'

/** A look at git that takes longer is not waited for. */
const GIT_MS = 15_000

/**
 * Asks whether programs that the agent started use the processor. What can not be found out is unknown, and no failure. Its worktree is
 * looked at before: with the answer its silence may be held against it, and a commit that nobody saw is no silence.
 */
export async function lookAtChildren(
  { hands, lookAtGit }: Pick<PerformContext, 'hands' | 'lookAtGit'>,
  { id, agent }: WorkerState,
  incarnation: number,
): Promise<readonly Event[]> {
  if (agent === null || agent.incarnation !== incarnation) return []
  await atMost(hands.clock, GIT_MS, lookAtGit(id))
  const busy = await hands.terminal.childrenBusy({ pid: agent.pid, born: agent.pidStart }).catch(() => null)
  return [{ kind: 'agent.children', worker: id, incarnation, busy }]
}
