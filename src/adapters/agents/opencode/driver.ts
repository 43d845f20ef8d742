import type { AgentDriver, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asTaken } from './as-taken.ts'
import { prepareOpencode } from './prepare.ts'
import { readOpencodeComposer } from './read-composer.ts'
import { watchOpencode } from './watch.ts'

/** opencode 1.18, with a plugin of ours for exact signals; only its readiness is read from the screen. */
export function createOpencodeDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: launch => prepareOpencode(launch, surroundings.inherited),
    watch: (launch, listener) => watchOpencode(launch, listener, surroundings),
    readScreen: (profile, screen, title) => ({ ...readByPatterns(profile, screen, title), ...readOpencodeComposer(screen) }),
    asTaken,
  }
}
