import type { AgentState } from '../types/worker-state.ts'

/** Whether the agent reports that its program is not logged in. It does no work until a person logs in. */
export function wantsLogin(agent: Pick<AgentState, 'login' | 'exit'> | null): boolean {
  return agent !== null && agent.exit === null && agent.login !== null && agent.login.overAt === null
}
