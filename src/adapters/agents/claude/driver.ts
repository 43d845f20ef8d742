import type { DialogRule } from '../../../core/model/project.ts'
import type { AgentDriver, AgentModule, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asPasted } from './as-taken.ts'

/**
 * Start-up questions that the launch of the fleet already answers, in case one appears in spite of the settings. The
 * pattern includes the cursor (2.1.197), because a blind Enter would refuse the API key, and would exit at the warning
 * about bypass mode.
 */
const DIALOGS: readonly DialogRule[] = [
  { screen: '❯ 1\\. Yes, I trust this folder', keys: ['Enter'] },
  // Shown when the quota is used up. The words come from 2.1.197 and were not seen with the real provider. The order of the answers differs
  // between versions, and another answer buys something.
  { screen: '❯ \\d\\. Stop and wait for limit to reset', keys: ['Enter'] },
  { screen: '❯ 1\\. .*\\n\\s+2\\. Stop and wait for limit to reset', keys: ['Down', 'Enter'] },
]

/** `✻ 429 Slow down. · retrying in 19s · attempt 8/10` (2.1.197 and 2.1.330). */
const RETRYING = /^\S? ?(\S.*?) · retrying(?:…| in \d|, waiting up to \d)/im

/** 2.1.330 begins the terminal's title with a half-full circle during a turn. Qwen Code 0.24.4 shows such a circle at rest too. */
const SPINNER = /^[◐-◓]/

/** The driver of Claude Code 2.1, whose hooks and status file are exact signals. */
export const CLAUDE: AgentModule = {
  createDriver: createClaudeDriver,
  measured: {
    version: '2.1.330',
    differences: [
      { before: '2.1.330', says: 'a used-up subscription shows a menu, which czar answers with "Stop and wait for limit to reset"' },
      { before: '2.1.330', says: 'limits, overloads and refused requests are told in other words' },
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
