import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'

/**
 * The screen of 0.169.0 if there is neither a login nor a provider of the user's own. For a second before that, it shows an input field
 * that takes no input.
 */
const LOGIN = /^[> ] 1\. Sign in with ChatGPT/m
/** The line below the input field that 0.169.0 shows before it has checked the login. A second later it may ask for a login. */
const EARLY = /^ {2}\? for shortcuts/m

/**
 * Matches `• Server is busy, reconnecting 2/5 (0s • esc to interrupt)` or `• Reconnecting... 2/5`, with the cause in the line below
 * (0.169.0).
 */
const RETRYING = /^• (?:.*, r|R)econnecting\S* \d+\/\d+.*(?:\n {2}└ (.+))?/m

/** The driver of Codex 0.169, whose hooks and session file report its turns and questions exactly. */
export const CODEX: AgentModule = {
  createDriver: createCodexDriver,
  loadHeadless: async () => (await import('./headless.ts')).CODEX_HEADLESS,
  measured: {
    version: '0.169.0',
    differences: [],
    findHindrances: async place => (await import('./hindrances.ts')).codexHindrances(place),
  },
}

function createCodexDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareCodex(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch.ts')).watchCodex(launch, listener, surroundings),
    readScreen: (profile, screen, title) => {
      const reading = readByPatterns(profile, screen, title, { login: LOGIN, retrying: RETRYING })
      // On a busy machine this state lasts for several seconds. The program is then still starting, so it counts as busy.
      const isEarly = EARLY.test(screen.text)
      return { ...reading, ready: reading.ready && !isEarly, busy: reading.busy || isEarly }
    },
    // Measured with 0.169.0: it removes blanks and newlines around a text, and keeps everything inside.
    asTaken: text => text.trim(),
  }
}
