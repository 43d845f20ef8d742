import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asTaken } from './as-taken.ts'
import { readOpencodeComposer } from './read-composer.ts'

/** The agent and model line of 1.18.33 without a provider. It accepts no text until a person connects one. */
const LOGIN = /^ *┃ .* · No provider selected/m

/** opencode 1.18; czar's plugin gives exact signals, only readiness is read from the screen. */
export const OPENCODE: AgentModule = {
  createDriver: createOpencodeDriver,
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
