import type { WorkerState } from '../../state/types/worker-state.ts'

/** Can the worker's agent be given something? It lives, has started up, and is not about to be replaced. */
export function isReady({ agent, replace }: WorkerState): boolean {
  return agent !== null && agent.exit === null && agent.readyAt !== null && replace !== agent.incarnation
}
