import type { Event } from '../../core/events/event.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { atMost } from '../timing/at-most.ts'
import type { PerformContext } from './perform.ts'

/** How long to wait for git to read the worktree. */
const GIT_MS = 15_000

/**
 * Records whether the agent's child processes use CPU time (null: unknown, which does not count as a failure). By this record the agent may
 * count as silent. That would be wrong if it has made a commit that czar has not seen, so the worktree is read first.
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
