import type { AgentDriver, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'

/** Shown by 0.169.0 where nobody is logged in and no provider of one's own is set, a second after a composer that takes nothing yet. */
const LOGIN = /^[> ] 1\. Sign in with ChatGPT/m
/** The foot of a composer that 0.169.0 shows before it knows who is logged in: a second later it may ask for a login. */
const EARLY = /^ {2}\? for shortcuts/m

/** `• Server is busy, reconnecting 2/5 (0s • esc to interrupt)` or `• Reconnecting... 2/5`, and below it what was met (0.169.0). */
const RETRYING = /^• (?:.*, r|R)econnecting\S* \d+\/\d+.*(?:\n {2}└ (.+))?/m

/** Codex 0.169, with its own hooks and the file that it keeps a session in as exact signals. */
export function createCodexDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareCodex(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch.ts')).watchCodex(launch, listener, surroundings),
    readScreen: (profile, screen, title) => {
      const reading = readByPatterns(profile, screen, title, { login: LOGIN, retrying: RETRYING })
      // A busy machine shows it for several seconds: a program that is not through with its start rests on nothing.
      const isEarly = EARLY.test(screen.text)
      return { ...reading, ready: reading.ready && !isEarly, busy: reading.busy || isEarly }
    },
    // Measured with 0.169.0: blanks and line ends around a text are dropped, everything within it is kept.
    asTaken: text => text.trim(),
  }
}
