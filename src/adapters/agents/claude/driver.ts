import type { DialogRule } from '../../../core/model/project.ts'
import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asPasted } from './as-taken.ts'

/**
 * Answers to questions at the start of Claude Code. The settings of a launch normally keep these questions from appearing. Each pattern
 * includes the cursor (2.1.197), because Enter at another answer would refuse the API key, or would exit at the warning about bypass mode.
 */
const DIALOGS: readonly DialogRule[] = [
  { screen: '❯ 1\\. Yes, I trust this folder', keys: ['Enter'] },
  // The question at a used-up quota. Its words are taken from the program text of 2.1.197, and it was not seen with the real provider. The
  // order of the answers differs between versions, and another answer would buy something.
  { screen: '❯ \\d\\. Stop and wait for limit to reset', keys: ['Enter'] },
  { screen: '❯ 1\\. .*\\n\\s+2\\. Stop and wait for limit to reset', keys: ['Down', 'Enter'] },
]

/** Matches a message such as `✻ 429 Slow down. · retrying in 19s · attempt 8/10` (2.1.197 and 2.1.330). */
const RETRYING = /^\S? ?(\S.*?) · retrying(?:…| in \d|, waiting up to \d)/im

/**
 * While it works, 2.1.330 begins the terminal's title with a half-full circle. Qwen Code 0.24.4 shows such a circle even when it does not
 * work.
 */
const SPINNER = /^[◐-◓]/

/** The driver of Claude Code 2.1, whose hooks and status file report its turns and questions exactly. */
export const CLAUDE: AgentModule = {
  createDriver: createClaudeDriver,
  loadHeadless: async () => (await import('./headless.ts')).CLAUDE_HEADLESS,
  measured: {
    version: '2.1.330',
    differences: [
      { before: '2.1.330', says: 'a used-up subscription shows a menu, which czar answers with "Stop and wait for limit to reset"' },
      { before: '2.1.330', says: 'limits, overloads and refused requests are reported in other words' },
    ],
    findHindrances: async place => (await import('./hindrances.ts')).claudeHindrances(place),
  },
}

function createClaudeDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareClaude(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch/watch.ts')).watchClaude(launch, listener, surroundings),
    readScreen: (profile, screen, title) =>
      readByPatterns(profile, screen, title, { dialogs: DIALOGS, retrying: RETRYING, spinner: SPINNER }),
    asTaken: asPasted,
  }
}
