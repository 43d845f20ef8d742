import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asTaken } from './as-taken.ts'
import { readOpencodeComposer } from './read-composer.ts'

/**
 * The line with agent and model that 1.18.33 shows if no provider is set up. The program takes no text until a person connects a provider.
 */
const LOGIN = /^ *┃ .* · No provider selected/m

/**
 * The driver of opencode 1.18. Czar's plugin in the program reports its turns and questions exactly. Only the screen shows that the program
 * is ready.
 */
export const OPENCODE: AgentModule = {
  createDriver: createOpencodeDriver,
  loadHeadless: async () => (await import('./headless.ts')).OPENCODE_HEADLESS,
  measured: {
    version: '1.18.33',
    differences: [],
    findHindrances: async place => (await import('./hindrances.ts')).opencodeHindrances(place),
  },
}

function createOpencodeDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareOpencode(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch.ts')).watchOpencode(launch, listener, surroundings),
    readScreen: (profile, screen, title) => readByPatterns(profile, screen, title, { login: LOGIN, composer: readOpencodeComposer }),
    asTaken,
  }
}
