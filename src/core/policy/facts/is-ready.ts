import type { WorkerState } from '../../state/types/worker-state.ts'

/** Whether the worker's agent can take a text: it runs, has started up, and is not about to be replaced. */
export function isReady({ agent, replace }: WorkerState): boolean {
  return agent !== null && agent.exit === null && agent.readyAt !== null && replace !== agent.incarnation
}
