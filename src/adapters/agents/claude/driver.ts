import type { DialogRule } from '../../../core/model/project.ts'
import type { AgentDriver, AgentSurroundings } from '../driver.ts'
import { readByPatterns } from '../screen/read-by-patterns.ts'
import { asPasted } from './as-taken.ts'

/**
 * The start-up questions that launching a fleet has answered already, should one be shown in spite of the settings. The
 * cursor is part of the pattern (2.1.197): a blind Enter says no to the key question and leaves at the bypass warning.
 */
const DIALOGS: readonly DialogRule[] = [
  { screen: '❯ 1\\. Yes, I trust this folder', keys: ['Enter'] },
  // Shown at a used-up quota, by the words in 2.1.197 (not met with the real provider); which of its answers comes first
  // differs by version, and another one buys something.
  { screen: '❯ \\d\\. Stop and wait for limit to reset', keys: ['Enter'] },
  { screen: '❯ 1\\. .*\\n\\s+2\\. Stop and wait for limit to reset', keys: ['Down', 'Enter'] },
]

/** `✻ 429 Slow down. · retrying in 19s · attempt 8/10` (2.1.197 and 2.1.330). */
const RETRYING = /^\S? ?(\S.*?) · retrying(?:…| in \d|, waiting up to \d)/im

/** Claude Code 2.1, with its own hooks and status file as exact signals. */
export function createClaudeDriver(surroundings: AgentSurroundings): AgentDriver {
  return {
    prepare: async launch => (await import('./prepare.ts')).prepareClaude(launch, surroundings.inherited),
    watch: async (launch, listener) => (await import('./watch/watch.ts')).watchClaude(launch, listener, surroundings),
    readScreen: (profile, screen, title) => readByPatterns(profile, screen, title, { dialogs: DIALOGS, retrying: RETRYING }),
    asTaken: asPasted,
  }
}
