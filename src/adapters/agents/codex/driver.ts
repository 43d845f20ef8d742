import type { AgentDriver, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'

/** Codex 0.169, with its own hooks and the file that it keeps a session in as exact signals. */
export function createCodexDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareCodex(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch.ts')).watchCodex(launch, listener, surroundings),
    readScreen: readByPatterns,
    // Measured with 0.169.0: blanks and line ends around a text are dropped, everything within it is kept.
    asTaken: text => text.trim(),
  }
}
