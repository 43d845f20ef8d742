import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'

/**
 * The driver for any other terminal program. Czar reads such a program's screen with the profile's patterns, and knows nothing else about
 * it.
 */
export const COMMAND: AgentModule = {
  createDriver: createCommandDriver,
  measured: null,
  loadHeadless: null,
}

function createCommandDriver({ inherited }: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => ({ argv: [...launch.profile.command], env: agentEnvironment(launch, inherited) }),
    watch: async () => ({ seen: () => [], refresh: async () => {}, close: async () => {} }),
    readScreen: (profile, screen, title) => readByPatterns(profile, screen, title),
    asTaken: text => text,
  }
}
