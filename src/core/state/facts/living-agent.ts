import type { WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { AgentState } from '../types/worker-state.ts'

/**
 * Returns the worker's agent with this incarnation (number) while it runs. Returns null if it has ended, or if a newer one has replaced it.
 */
export function livingAgent(state: State, worker: WorkerId, incarnation: number): AgentState | null {
  const agent = own(state.workers, worker)?.agent ?? null
  return agent !== null && agent.incarnation === incarnation && agent.exit === null ? agent : null
}
