import type { Event } from '../../core/model/event.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import type { Hands } from '../hands.ts'

/** Asks whether programs that the agent started use the processor. What can not be found out is unknown, and no failure. */
export async function lookAtChildren(hands: Hands, { id, agent }: WorkerState, incarnation: number): Promise<readonly Event[]> {
  if (agent === null || agent.incarnation !== incarnation) return []
  const busy = await hands.terminal.childrenBusy({ pid: agent.pid, born: agent.pidStart }).catch(() => null)
  return [{ kind: 'agent.children', worker: id, incarnation, busy }]
}
