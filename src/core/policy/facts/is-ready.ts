import type { WorkerState } from '../../state/types/worker-state.ts'

/** Whether the worker's agent can be given something: it is alive, has started up, and is not about to be replaced. */
export function isReady({ agent, replace }: WorkerState): boolean {
  return agent !== null && agent.exit === null && agent.readyAt !== null && replace !== agent.incarnation
}
