import { AGENT_KINDS, type AgentKind } from '../../core/model/agent-traits.ts'
import type { AgentsPort } from '../../core/ports/agents-port.ts'
import type { AgentDriver, AgentSurroundings } from './driver.ts'
import { DRIVERS } from './drivers.ts'
import { programEnvironment } from './environment.ts'

/** Creates the port for agent programs. Each call goes to the driver for the kind of program that the profile names. */
export function createAgents(surroundings: AgentSurroundings): AgentsPort {
  const drivers = new Map(AGENT_KINDS.map(kind => [kind, DRIVERS[kind].createDriver(surroundings)]))
  const driverOf = ({ kind }: { readonly kind: AgentKind }) => drivers.get(kind) as AgentDriver
  return {
    prepare: launch => driverOf(launch.profile).prepare(launch),
    watch: (launch, listener) => driverOf(launch.profile).watch(launch, listener),
    readScreen: (profile, screen, title) => driverOf(profile).readScreen(profile, screen, title),
    asTaken: (profile, text) => driverOf(profile).asTaken(text),
    findHindrances: async ({ profile, cwd, baseEnv }) => {
      const place = { env: programEnvironment(profile, baseEnv, surroundings.inherited), cwd }
      return (await DRIVERS[profile.kind].measured?.findHindrances(place)) ?? []
    },
    readVersion: async ({ profile, cwd, baseEnv }, signal) => {
      const { askVersion } = await import('./ask-version.ts')
      return askVersion(profile, { env: programEnvironment(profile, baseEnv, surroundings.inherited), cwd, signal })
    },
  }
}
