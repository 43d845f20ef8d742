import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentLaunch } from '../../core/ports/agents-port.ts'
import { identityEnvironment } from '../../core/ports/git-identity.ts'
import type { AgentSurroundings } from './driver.ts'

/** The whole environment for one start of an agent: the common variables, the git identity, the profile's `passEnv`, and its `env`. */
export function agentEnvironment(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Record<string, string> {
  return {
    ...programEnvironment(launch.profile, { ...launch.baseEnv, ...identityEnvironment(launch.git) }, inherited),
    CZAR_INCARNATION: String(launch.incarnation),
  }
}

/** The variables that are the same at each start. They are enough to ask for the program's version and to find its settings. */
export function programEnvironment(
  profile: Pick<AgentProfile, 'passEnv' | 'env'>,
  base: Readonly<Record<string, string>>,
  inherited: AgentSurroundings['inherited'],
): Record<string, string> {
  return { ...base, ...passedOn(profile.passEnv, inherited), ...profile.env }
}

function passedOn(names: readonly string[], inherited: AgentSurroundings['inherited']): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const name of names) {
    const value = inherited[name]
    if (value !== undefined) passed[name] = value
  }
  return passed
}
