import type { AgentState } from '../types/worker-state.ts'

/** Does the agent say that nobody is logged in to it? It does nothing before somebody is. */
export function wantsLogin(agent: Pick<AgentState, 'login' | 'exit'> | null): boolean {
  return agent !== null && agent.exit === null && agent.login !== null && agent.login.overAt === null
}
