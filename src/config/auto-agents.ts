import type { Outline } from './schema/project-schema.ts'

/** The word for an agent that czar chooses. No profile may have this name. */
export const AUTO = 'auto'

/** The agent profiles that a worker with this `agent` may get: the named one, the project's, or those among which czar chooses. */
export function agentsOf(agent: string | undefined, outline: Pick<Outline, 'agent' | 'auto_agents'> | null): readonly string[] {
  const name = agent ?? outline?.agent ?? ''
  return name === AUTO ? (outline?.auto_agents ?? []) : [name]
}

/** Whether czar chooses the agent of a worker with this `agent`. */
export function isAuto(agent: string | undefined, outline: Pick<Outline, 'agent'> | null): boolean {
  return (agent ?? outline?.agent) === AUTO
}
