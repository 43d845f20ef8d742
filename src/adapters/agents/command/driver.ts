import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'

/** The driver of any other terminal program. Czar observes such a program only by its screen and the profile's patterns. */
export const COMMAND: AgentModule = {
  createDriver: createCommandDriver,
  measured: null,
}

function createCommandDriver({ inherited }: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => ({ argv: [...launch.profile.command], env: agentEnvironment(launch, inherited) }),
    watch: async () => ({ seen: () => [], refresh: async () => {}, close: async () => {} }),
    readScreen: (profile, screen, title) => readByPatterns(profile, screen, title),
    asTaken: text => text,
  }
}
