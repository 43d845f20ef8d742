import type { DialogRule } from '../../../core/model/project.ts'
import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { readGeminiComposer } from './read-composer.ts'

/**
 * Gemini CLI 0.61.0 shows these dialogs when a quota is used up. The keys choose "Stop", which is the last answer. "Keep trying" would
 * send the request again at once, and the other answers would change the worker's model.
 */
const DIALOGS: readonly DialogRule[] = [
  { screen: '● 1\\. (?:Keep trying|Switch to \\S+) *│?\\n│? *2\\. Stop', keys: ['Down', 'Enter'] },
  {
    screen: '● 1\\. (?:Keep trying|Switch to \\S+) *│?\\n│? *2\\. (?:Switch to \\S+|Upgrade for higher limits) *│?\\n│? *3\\. Stop',
    keys: ['Down', 'Down', 'Enter'],
  },
]

/**
 * Gemini CLI 0.61.0 shows this dialog if neither its settings nor the environment select a login method, or if the selected API key is
 * missing.
 */
const LOGIN = /How would you like to authenticate for this project\?|Enter Gemini API Key/

/** The driver of Gemini CLI 0.61, whose hooks, session file and log report its turns, questions and failures exactly. */
export const GEMINI: AgentModule = {
  createDriver: createGeminiDriver,
  loadHeadless: async () => (await import('./headless.ts')).GEMINI_HEADLESS,
  measured: {
    version: '0.61.0',
    differences: [],
    findHindrances: async place => (await import('./hindrances.ts')).geminiHindrances(place),
  },
}

function createGeminiDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareGemini(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch.ts')).watchGemini(launch, listener, surroundings),
    readScreen: (profile, screen, title) => {
      const composer = (shown: PaneScreen) => readGeminiComposer(shown, profile.ready?.screen ?? null)
      return readByPatterns(profile, screen, title, { dialogs: DIALOGS, login: LOGIN, spinner: /^✦/u, composer })
    },
    // Measured with 0.61.0: it removes blanks around a pasted text, and writes a backslash before every @ that has none.
    asTaken: text => text.trim().replace(/(?<!\\)@/g, '\\@'),
  }
}
