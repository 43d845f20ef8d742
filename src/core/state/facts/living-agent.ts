import type { WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { AgentState } from '../types/worker-state.ts'

/** The worker's agent of this incarnation, while it runs; null: it has ended, or a newer one replaced it. */
export function livingAgent(state: State, worker: WorkerId, incarnation: number): AgentState | null {
  const agent = own(state.workers, worker)?.agent ?? null
  return agent !== null && agent.incarnation === incarnation && agent.exit === null ? agent : null
}
